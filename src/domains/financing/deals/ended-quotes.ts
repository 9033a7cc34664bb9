import { Injectable } from '@nestjs/common';
import { openReferralStates } from '../../../matchmaking/lifecycle.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Database } from '../../../platform/database/database.js';
import { DealCompletion } from './deal-completion.js';
import { Quote } from './deal.entity.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { ProductCapacity } from '../products/product-capacity.js';

const LIVING = [...openReferralStates, 'fulfilled'].map((state) => `'${state}'`).join();

/** Quotes end with their referrals, whichever way these end: taken back, released, expired. */
@Injectable()
export class EndedQuotes {
  constructor(
    private readonly db: Database,
    private readonly completion: DealCompletion,
    private readonly capacity: ProductCapacity,
  ) {}

  /**
   * Open quotes of referrals that have ended can no longer be chosen, and a choice among them is given up. Call with the
   * demand held, after its referrals were ended; again does no harm.
   */
  async clear(demandId: string, to: 'withdrawn' | 'expired' = 'withdrawn'): Promise<void> {
    const ended = `SELECT id FROM referral WHERE demandId = ? AND state NOT IN (${LIVING})`;
    const close = `UPDATE quote SET state = ? WHERE demandId = ? AND state = 'open' AND referralId IN (${ended})`;
    await this.db.execute(close, [to, demandId, demandId]);
    const { chosenQuoteId } = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId });
    if (chosenQuoteId !== null) await this.giveUp(demandId, chosenQuoteId);
  }

  /** The product has back what it had set aside, without what already arrived: in the update that clears the choice. */
  private async giveUp(demandId: string, quoteId: string): Promise<void> {
    const quote = await this.db.repo(Quote).findOneByOrFail({ id: quoteId });
    const cleared = await this.db.execute(
      `UPDATE financing_need SET chosenQuoteId = NULL WHERE demandId = ? AND chosenQuoteId = ?
        AND NOT EXISTS (SELECT 1 FROM referral WHERE id = ? AND state IN (${LIVING}))`,
      [demandId, quoteId, quote.referralId],
    );
    if (cleared !== 1) return;
    await this.db.repo(Quote).update({ id: quoteId }, { state: 'withdrawn' });
    const { offerId } = await this.db.repo(Referral).findOneByOrFail({ id: quote.referralId });
    const { confirmed } = await this.completion.sums(quote.referralId);
    if (quote.amount > confirmed) await this.capacity.giveBack(offerId, quote.amount - confirmed);
  }
}
