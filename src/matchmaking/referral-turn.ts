import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { Consents } from './consents.js';
import { Demand } from './demand.entity.js';
import type { ReferralState } from './lifecycle.js';
import { Lifecycle } from './lifecycle.service.js';
import type { Referral } from './referral.entity.js';
import { Visibility } from './visibility.js';

/** A referral and the demand it is of. */
export interface ReferralCase {
  readonly referral: Referral;
  readonly demand: Demand;
}

/** Who may act on a referral, one act at a time: nobody else decides about its demand until the work is done. */
@Injectable()
export class ReferralTurn {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly consents: Consents,
  ) {}

  /** @throws Problem `not-found` where the caller may not know of it */
  async require(actor: Actor, id: string): Promise<ReferralCase> {
    const referral = await this.visibility.referral(actor, id);
    return { referral, demand: await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId }) };
  }

  /**
   * The receiver acts, while its consent holds: nothing is done on a demand whose enterprise has said no.
   * @throws Problem `forbidden` | `consent-missing` | `state-changed` (not `in` this state)
   */
  async asRecipient<T>(
    actor: Actor,
    id: string,
    work: (found: ReferralCase) => Promise<T>,
    { in: state }: { in?: ReferralState } = {},
  ): Promise<T> {
    return this.take(actor, id, work, async ({ referral, demand }) => {
      if (actor.organisationId !== referral.recipientOrganisationId) throw new Problem('forbidden');
      if (!(await this.consents.valid(demand.id, referral.recipientOrganisationId)))
        throw new Problem('consent-missing');
      if (state && referral.state !== state) throw new Problem('state-changed', { state: referral.state });
    });
  }

  /** The receiver, or the centre for it, acts on a deal: what has been agreed outlives the consent. */
  async asDealer<T>(actor: Actor, id: string, work: (found: ReferralCase) => Promise<T>): Promise<T> {
    return this.take(actor, id, work, ({ referral }) => {
      const recipient = actor.organisationId === referral.recipientOrganisationId;
      if (!recipient && actor.organisationKind !== 'centre') throw new Problem('forbidden');
      if (referral.state !== 'agreed') throw new Problem('state-changed', { state: referral.state });
    });
  }

  /** The enterprise, or the centre for it. */
  async asEnterprise<T>(actor: Actor, id: string, work: (found: ReferralCase) => Promise<T>): Promise<T> {
    return this.take(actor, id, work, ({ demand }) => {
      if (actor.organisationId !== demand.organisationId && actor.organisationKind !== 'centre')
        throw new Problem('forbidden');
    });
  }

  /**
   * Acts on a referral as it stands when its turn has come. One that moved on since the caller looked at it is left
   * alone: who declines a referral that a colleague accepts at this moment has decided about another state.
   */
  async take<T>(
    actor: Actor,
    id: string,
    work: (found: ReferralCase) => Promise<T>,
    check: (found: ReferralCase) => void | Promise<void> = () => {},
  ): Promise<T> {
    const looked = await this.require(actor, id);
    await check(looked);
    return this.db.transaction(async () => {
      await this.lifecycle.hold(looked.demand.id);
      const found = await this.require(actor, id);
      await check(found);
      if (found.referral.state !== looked.referral.state)
        throw new Problem('state-changed', { state: found.referral.state });
      return work(found);
    });
  }
}
