import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Organisations } from '../../directory/organisations.js';
import type { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import type { Referral } from '../../matchmaking/referral.entity.js';
import { Database } from '../../platform/database/database.js';
import { Answering } from './answering.service.js';
import { Needs } from './needs.service.js';

export interface Deal {
  readonly referral: Referral;
  readonly demand: Demand;
}

/** One act on a chosen deal at a time, by its institution or by the centre; and who is told of it. */
@Injectable()
export class DealTurn {
  constructor(
    private readonly db: Database,
    private readonly lifecycle: Lifecycle,
    private readonly answering: Answering,
    private readonly needs: Needs,
    private readonly organisations: Organisations,
  ) {}

  /** A referral that is agreed now, with nobody else acting on its need until the work is done. */
  async take<T>(actor: Actor, referralId: string, work: (deal: Deal) => Promise<T>): Promise<T> {
    const { demand } = await this.agreed(actor, referralId);
    return this.db.transaction(async () => {
      await this.lifecycle.hold(demand.id);
      return work(await this.agreed(actor, referralId));
    });
  }

  private async agreed(actor: Actor, referralId: string): Promise<Deal> {
    const found = await this.answering.require(actor, referralId);
    const recipient = actor.organisationId === found.referral.recipientOrganisationId;
    if (!recipient && actor.organisationKind !== 'centre') throw new Problem('forbidden');
    if (found.referral.state !== 'agreed') throw new Problem('state-changed', { state: found.referral.state });
    return found;
  }

  async tellEnterprise(demand: Demand, referral: Referral, kind: string): Promise<void> {
    const institution = await this.organisations.nameOf(referral.recipientOrganisationId);
    const to = { organisationId: demand.organisationId, permission: 'financing.need.read' };
    await this.needs.tell(demand, kind, to, { institution }, referral.id);
  }

  async tellBank(demand: Demand, referral: Referral, kind: string): Promise<void> {
    const to = referral.handlerId
      ? { userIds: [referral.handlerId] }
      : { organisationId: referral.recipientOrganisationId, permission: 'financing.referral.answer' };
    await this.needs.tell(demand, kind, to, {}, referral.id);
  }

  async tellOfficer(demand: Demand, referral: Referral, kind: string): Promise<void> {
    if (demand.officerId) await this.needs.tell(demand, kind, { userIds: [demand.officerId] }, {}, referral.id);
  }
}
