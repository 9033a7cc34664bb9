import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import { Disbursement, Quote, Signing } from './deal.entity.js';

export interface DealView {
  readonly quote: Quote;
  readonly signing: Signing | null;
  readonly payouts: readonly Disbursement[];
  readonly paid: number;
  readonly confirmed: number;
  /** What may still be paid out under the contract. */
  readonly left: number;
  /** Payouts that wait for the enterprise's word. */
  readonly waiting: number;
  /** The contract against the quote that was chosen: less money or a higher rate is what the enterprise should see. */
  readonly difference: { readonly amount: number; readonly rate: number } | null;
}

/** Contract and payouts of one referral whose quote was chosen. */
@Injectable()
export class DealViews {
  constructor(private readonly db: Database) {}

  /** @returns null before the choice */
  async of(referralId: string): Promise<DealView | null> {
    const quote = await this.db.repo(Quote).findOneBy({ referralId, state: 'chosen' });
    if (!quote) return null;
    const signing = await this.db.repo(Signing).findOneBy({ referralId });
    const payouts = await this.db
      .repo(Disbursement)
      .find({ where: { referralId }, order: { reportedAt: 'ASC', id: 'ASC' } });
    const paid = total(payouts);
    return {
      quote,
      signing,
      payouts,
      paid,
      confirmed: total(payouts.filter(({ state }) => state === 'confirmed')),
      left: (signing?.amount ?? 0) - paid,
      waiting: payouts.filter(({ state }) => state === 'reported').length,
      difference: signing && differenceOf(quote, signing, payouts),
    };
  }
}

const total = (payouts: readonly Disbursement[]): number => payouts.reduce((sum, { amount }) => sum + amount, 0);

/** The rate that counts is the highest that was really charged. */
function differenceOf(
  quote: Quote,
  signing: Signing,
  payouts: readonly Disbursement[],
): { amount: number; rate: number } {
  const rate = payouts.length > 0 ? Math.max(...payouts.map((payout) => payout.rate)) : signing.rate;
  return { amount: signing.amount - quote.amount, rate: rate - quote.rate };
}

/** Points of a percent above or below the quote; nothing when it was kept. */
export const rateNote = (ppm: number): Message =>
  ppm === 0
    ? message('deal.rate.kept')
    : message(ppm > 0 ? 'deal.rate.above' : 'deal.rate.below', { points: Math.abs(ppm) / 10_000 });
