import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { CaseVoice } from './case-voice.js';
import { Deadlines } from './deadlines.js';
import { Lifecycle } from './lifecycle.service.js';
import { Offer } from './offer.entity.js';
import { ReferralTurn, type ReferralCase } from './referral-turn.js';
import { Referrals } from './referrals.js';
import { Responses } from './responses.js';

/** A receiver's yes or no. What a yes starts, and what else a no ends, is the domain's: `then` runs with it. */
@Injectable()
export class ReferralAnswers {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly turn: ReferralTurn,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly responses: Responses,
    private readonly deadlines: Deadlines,
    private readonly voice: CaseVoice,
  ) {}

  async accept(actor: Actor, id: string, then: (found: ReferralCase) => Promise<void>): Promise<void> {
    await this.turn.asRecipient(actor, id, async (found) => {
      const { referral, demand } = found;
      const answered = { answeredAt: this.clock.now(), handlerId: actor.userId };
      await this.lifecycle.referral(actor, referral, 'accept', answered);
      await this.responses.add(actor, id, 'accepted');
      await this.deadlines.finish({ referralId: id }, ['answer-referral']);
      await then(found);
      const { title: product } = await this.db.repo(Offer).findOneByOrFail({ id: referral.offerId });
      const params = { institution: actor.organisationName, product };
      await this.voice.enterprise(demand, 'referral-accepted', params);
      await this.voice.officer(demand, 'referral-accepted', params);
    });
  }

  /** With at least one code; `other` needs a note. @throws Problem `validation` */
  async decline(
    actor: Actor,
    id: string,
    codes: readonly string[],
    note: string | null,
    then: (found: ReferralCase) => Promise<void>,
  ): Promise<void> {
    if (codes.length === 0) throw new Problem('validation', {}, [{ field: 'codes', code: 'required', params: {} }]);
    if (codes.includes('other') && !note)
      throw new Problem('validation', {}, [{ field: 'note', code: 'required', params: {} }]);
    await this.turn.asRecipient(actor, id, async (found) => {
      const { referral, demand } = found;
      const answeredAt = referral.answeredAt ?? this.clock.now();
      await this.lifecycle.referral(actor, referral, 'decline', { answeredAt });
      await this.responses.add(actor, id, 'declined', codes, note);
      await this.deadlines.finishAll({ referralId: id });
      await then(found);
      await this.referrals.settle(actor, demand);
      const params = { institution: actor.organisationName };
      await this.voice.enterprise(demand, 'referral-declined', params);
      await this.voice.officer(demand, 'referral-declined', params);
    });
  }
}
