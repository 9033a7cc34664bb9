import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Responses } from '../../../matchmaking/responses.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import type { QuoteInput } from '../referrals/answering.forms.js';
import { FinancingReferral, Quote, QuoteFee } from './deal.entity.js';

/** A quote with every fee and who gets it (F9); a newer one takes the older one's place. */
@Injectable()
export class Quoting {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly turn: ReferralTurn,
    private readonly responses: Responses,
    private readonly deadlines: Deadlines,
    private readonly voice: CaseVoice,
  ) {}

  async quote(actor: Actor, id: string, { fees, ...terms }: QuoteInput): Promise<Quote> {
    if (terms.validUntil < this.clock.today())
      throw new Problem('validation', {}, [{ field: 'validUntil', code: 'day-past', params: {} }]);
    return this.turn.asRecipient(
      actor,
      id,
      async ({ demand }) => {
        await this.db.repo(Quote).update({ referralId: id, state: 'open' }, { state: 'superseded' });
        const quote = this.db.repo(Quote).create({
          ...terms,
          id: newId(),
          referralId: id,
          demandId: demand.id,
          state: 'open',
          quotedBy: actor.userId,
          quotedAt: this.clock.now(),
        });
        await this.db.repo(Quote).insert(quote);
        for (const fee of fees) await this.db.repo(QuoteFee).insert({ ...fee, id: newId(), quoteId: quote.id });
        await this.responses.add(actor, id, 'quoted');
        await this.db.repo(FinancingReferral).update({ referralId: id }, { stage: 'quoted', papersAsked: null });
        const met = ['first-contact', 'quote', 'quote-secured', 'supply-papers', 'choose-quote'] as const;
        await this.deadlines.finish({ referralId: id }, met);
        await this.deadlines.start({
          kind: 'choose-quote',
          demandId: demand.id,
          referralId: id,
          ownerOrganisationId: demand.organisationId,
        });
        await this.voice.enterprise(demand, 'quote-received', { institution: actor.organisationName, referralId: id });
        return quote;
      },
      { in: 'accepted' },
    );
  }
}
