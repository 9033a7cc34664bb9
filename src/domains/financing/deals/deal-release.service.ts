import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import type { Referral } from '../../../matchmaking/referral.entity.js';
import { ReferralTurn, type ReferralCase } from '../../../matchmaking/referral-turn.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { Disbursement, neverArrived } from './deal.entity.js';
import { EndedQuotes } from './ended-quotes.js';
import { NEED_CHANGED } from '../events.js';

export const releaseReasons = ['institution', 'not-paid', 'enterprise', 'terms', 'other'] as const;

/**
 * A chosen deal that falls through before any money has arrived: the need is back on the list, and may be matched and
 * chosen anew. Payouts that the enterprise never received do not hold it; with the deal they become void.
 */
@Injectable()
export class DealRelease {
  constructor(
    private readonly db: Database,
    private readonly turn: ReferralTurn,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly quotes: EndedQuotes,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly voice: CaseVoice,
  ) {}

  /** Either side or the centre. @throws Problem `deal-over` | `state-changed` | `paid-already` (money has arrived, or may have) */
  async release(actor: Actor, referralId: string, reason: (typeof releaseReasons)[number]): Promise<void> {
    const work = async ({ referral, demand }: ReferralCase) => {
      const payouts = await this.db.repo(Disbursement).findBy({ referralId });
      if (!payouts.every(neverArrived)) throw new Problem('paid-already');
      await this.db.execute("UPDATE disbursement SET state = 'void' WHERE referralId = ?", [referralId]);
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
      await this.voice.enterprise(demand, 'deal-released');
      await this.voice.officer(demand, 'deal-released');
      await this.outbox.emit(NEED_CHANGED, { demandId: demand.id }, demand.id);
    };
    await this.turn.take(actor, referralId, work, ({ referral }) => releasable(referral));
  }
}

/** Who calls off twice is told that it is done. @throws Problem `deal-over` | `state-changed` */
export function releasable({ state }: Referral): void {
  if (state === 'released') throw new Problem('deal-over');
  if (state !== 'agreed') throw new Problem('state-changed', { state });
}
