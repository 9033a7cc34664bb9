import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingReferral, Quote, QuoteFee } from './deal.entity.js';
import { Needs } from '../needs/needs.service.js';
import { ProductCapacity } from '../products/product-capacity.js';

/** The enterprise's one choice among the quotes of a need (F10). */
@Injectable()
export class Choosing {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly needs: Needs,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly capacity: ProductCapacity,
    private readonly voice: CaseVoice,
  ) {}

  async quotesOf(demandId: string): Promise<{ quote: Quote; fees: QuoteFee[] }[]> {
    const quotes = await this.db.repo(Quote).find({ where: { demandId }, order: { quotedAt: 'ASC' } });
    const fees =
      quotes.length > 0
        ? await this.db.repo(QuoteFee).find({ where: { quoteId: In(quotes.map(({ id }) => id)) } })
        : [];
    return quotes.map((quote) => ({ quote, fees: fees.filter((fee) => fee.quoteId === quote.id) }));
  }

  /**
   * Decided by `chosenQuoteId IS NULL` in the update, not by a read: of two clicks at once one wins. The other open
   * referrals are told and closed as not chosen.
   */
  async choose(actor: Actor, demandId: string, quoteId: string): Promise<void> {
    await this.needs.require(actor, demandId);
    await this.db.transaction(() => this.chooseNow(actor, demandId, quoteId));
  }

  private async chooseNow(actor: Actor, demandId: string, quoteId: string): Promise<void> {
    await this.lifecycle.hold(demandId);
    const { demand, need } = await this.needs.require(actor, demandId);
    if (demand.organisationId !== actor.organisationId) throw new Problem('forbidden');
    if (need.chosenQuoteId !== null) throw new Problem('already-chosen');
    const quote = await this.db.repo(Quote).findOneBy({ id: quoteId, demandId });
    if (!quote) throw new Problem('not-found');
    if (quote.state !== 'open') throw new Problem('state-changed', { state: quote.state });
    if (quote.validUntil < this.clock.today()) throw new Problem('quote-expired', { day: quote.validUntil });
    const referral = await this.db.repo(Referral).findOneByOrFail({ id: quote.referralId });
    const won = await this.db.execute(
      'UPDATE financing_need SET chosenQuoteId = ? WHERE demandId = ? AND chosenQuoteId IS NULL',
      [quoteId, demandId],
    );
    if (won !== 1) throw new Problem('already-chosen');
    await this.capacity.take(referral.offerId, quote.amount);
    await this.lifecycle.referral(actor, referral, 'agree');
    await this.lifecycle.demand(actor, demand, 'agree', { reserved: quote.amount });
    await this.db.repo(Quote).update({ id: quoteId }, { state: 'chosen' });
    await this.db.repo(Quote).update({ demandId, state: 'open' }, { state: 'declined' });
    await this.db.repo(FinancingReferral).update({ referralId: referral.id }, { stage: 'chosen' });
    await this.deadlines.finish({ demandId }, ['choose-quote', 'grant-consent']);
    for (const other of await this.referrals.openOf(demandId)) {
      if (other.id !== referral.id) await this.referrals.end(actor, demand, other, 'not-choose');
    }
    await this.deadlines.start({
      kind: 'sign',
      demandId,
      referralId: referral.id,
      ownerOrganisationId: referral.recipientOrganisationId,
      ownerUserId: referral.handlerId,
    });
    await this.voice.recipient(demand, referral, 'quote-chosen');
  }
}
