import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { Consents, type ConsentPaper } from './consents.js';
import type { Demand } from './demand.entity.js';
import { demandPermission, receiverKind } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';
import { Referrals } from './referrals.js';
import { Visibility } from './visibility.js';

/** The enterprise's yes and its withdrawal, with what they set in motion: what waited is sent, what was sent is taken back. */
@Injectable()
export class Consenting {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly consents: Consents,
  ) {}

  /** Yes to receivers, at filing or when asked. Only the enterprise's own people may. */
  async give(actor: Actor, id: string, receivers: readonly string[]): Promise<void> {
    const demand = await this.own(actor, id);
    await this.db.transaction(async () => {
      await this.lifecycle.hold(id);
      for (const receiver of new Set(receivers)) {
        await this.requireReceiver(demand.domain, receiver);
        await this.referrals.consentGiven(actor, demand, await this.consents.give(actor, id, receiver));
      }
    });
  }

  /** An officer has the signed 授权书 on paper: its scan, its date and the officer are kept. */
  async giveOnPaper(actor: Actor, id: string, receiver: string, paper: ConsentPaper): Promise<void> {
    const demand = await this.visibility.demand(actor, id);
    if (actor.organisationKind !== 'centre' || !may(actor, demandPermission(demand.domain, 'refer')))
      throw new Problem('forbidden');
    await this.db.transaction(async () => {
      await this.lifecycle.hold(id);
      await this.requireReceiver(demand.domain, receiver);
      const consent = await this.consents.give(actor, id, receiver, 'referral', paper);
      await this.referrals.consentGiven(actor, demand, consent);
    });
  }

  /** `then`: what else of the domain ends with it, in the same transaction. */
  async withdraw(actor: Actor, id: string, receiver: string, then: () => Promise<void>): Promise<void> {
    const demand = await this.own(actor, id);
    await this.db.transaction(async () => {
      await this.referrals.consentWithdrawn(actor, demand, receiver);
      await then();
    });
  }

  /** @throws Problem `not-found` unless it is an active organisation that can receive in this domain */
  async requireReceiver(domain: string, id: string): Promise<void> {
    const [found] = await this.db.select("SELECT id FROM organisation WHERE id = ? AND kind = ? AND state = 'active'", [
      id,
      receiverKind(domain),
    ]);
    if (!found) throw new Problem('not-found');
  }

  private async own(actor: Actor, id: string): Promise<Demand> {
    const demand = await this.visibility.demand(actor, id);
    if (demand.organisationId !== actor.organisationId) throw new Problem('forbidden');
    return demand;
  }
}
