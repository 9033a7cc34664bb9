import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.service.js';
import { Answering } from './answering.service.js';
import { Disbursement } from './deal.entity.js';
import { EndedQuotes } from './ended-quotes.js';
import { NEED_CHANGED, Needs } from './needs.service.js';

export const releaseReasons = ['institution', 'enterprise', 'terms', 'other'] as const;

/** A chosen deal that falls through before any money: the need is back on the list, and may be matched and chosen anew. */
@Injectable()
export class DealRelease {
  constructor(
    private readonly db: Database,
    private readonly needs: Needs,
    private readonly answering: Answering,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly quotes: EndedQuotes,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** Either side or the centre. @throws Problem `state-changed` | `paid-already` */
  async release(actor: Actor, referralId: string, reason: (typeof releaseReasons)[number]): Promise<void> {
    const { demand: before } = await this.answering.require(actor, referralId);
    await this.db.transaction(async () => {
      await this.lifecycle.hold(before.id);
      const { referral, demand } = await this.answering.require(actor, referralId);
      if (referral.state !== 'agreed') throw new Problem('state-changed', { state: referral.state });
      if (await this.db.repo(Disbursement).existsBy({ referralId })) throw new Problem('paid-already');
      await this.referrals.end(actor, demand, referral, 'release', 'deal-released');
      await this.lifecycle.demand(actor, demand, 'reopen', { reserved: 0 });
      await this.quotes.clear(demand.id);
      await this.audit.record(actor, {
        action: 'deal.release',
        type: 'demand',
        id: demand.id,
        after: { referral: referralId },
        note: reason,
      });
      await this.needs.tell(demand, 'deal-released', {
        organisationId: demand.organisationId,
        permission: 'financing.need.read',
      });
      await this.outbox.emit(NEED_CHANGED, { demandId: demand.id }, demand.id);
    });
  }
}
