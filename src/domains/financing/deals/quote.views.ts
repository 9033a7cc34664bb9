import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { annualCost, type AnnualCost, type RepaymentType } from '../../../kernel/annual-cost.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Choosing } from './choosing.service.js';
import type { Quote, QuoteFee } from './deal.entity.js';
import type { FinancingNeed } from '../needs/need.entity.js';
import { Needs } from '../needs/needs.service.js';

export interface QuoteOffer {
  readonly quote: Quote;
  readonly institution: string;
  readonly product: string;
  /** Every fee with who gets it; those the institution bears itself cost the enterprise nothing. */
  readonly fees: readonly QuoteFee[];
  readonly cost: AnnualCost | null;
  /** The same offer at the amount and term that all offers reach; null when they are alike. */
  readonly alike: AnnualCost | null;
  readonly open: boolean;
}

export interface QuoteComparison {
  readonly demand: Demand;
  readonly need: FinancingNeed;
  readonly offers: readonly QuoteOffer[];
  /** What offers of different amounts or terms are compared at. */
  readonly common: { readonly amount: number; readonly termMonths: number } | null;
}

/** Offers side by side, each with what it really costs a year (F10). */
@Injectable()
export class QuoteViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly needs: Needs,
    private readonly choosing: Choosing,
  ) {}

  /** Those that can still be chosen first, the cheapest on top. */
  async compare(actor: Actor, demandId: string): Promise<QuoteComparison> {
    const { demand, need } = await this.needs.require(actor, demandId);
    const found = (await this.choosing.quotesOf(demandId)).filter(({ quote }) => quote.state !== 'superseded');
    const names = await this.names(demandId);
    const today = this.clock.today();
    const isOpen = (quote: Quote) => quote.state === 'open' && quote.validUntil >= today;
    const common = commonTerms(
      found.map(({ quote }) => quote).filter((quote) => isOpen(quote) || quote.state === 'chosen'),
    );
    const offers = found.map(({ quote, fees }) => ({
      quote,
      fees,
      ...(names.get(quote.referralId) ?? { institution: '', product: '' }),
      cost: costOf(quote, fees),
      alike: common && costOf({ rate: quote.rate, repayment: quote.repayment, ...common }, fees),
      open: isOpen(quote),
    }));
    const place = ({ open, alike, cost }: QuoteOffer) => (open ? 0 : 1e9) + ((alike ?? cost)?.effective ?? 1e8);
    return { demand, need, common, offers: offers.toSorted((a, b) => place(a) - place(b)) };
  }

  /** Whose referrals a choice would close. */
  async othersThan(referralId: string, demandId: string): Promise<string[]> {
    const rows = await this.db.select<{ name: string }>(
      `SELECT DISTINCT b.name FROM referral r JOIN organisation b ON b.id = r.recipientOrganisationId
        WHERE r.demandId = ? AND r.id <> ? AND r.state IN ('awaiting-consent', 'sent', 'accepted') ORDER BY b.name`,
      [demandId, referralId],
    );
    return rows.map(({ name }) => name);
  }

  private async names(demandId: string): Promise<Map<string, { institution: string; product: string }>> {
    const rows = await this.db.select<{ id: string; institution: string; product: string }>(
      `SELECT r.id, b.name AS institution, o.title AS product FROM referral r
        JOIN organisation b ON b.id = r.recipientOrganisationId JOIN offer o ON o.id = r.offerId WHERE r.demandId = ?`,
      [demandId],
    );
    return new Map(rows.map(({ id, institution, product }) => [id, { institution, product }]));
  }
}

/** What an offer costs the enterprise a year, with the fees it bears. */
export function costOf(
  quote: Pick<Quote, 'amount' | 'rate' | 'termMonths' | 'repayment'>,
  fees: readonly QuoteFee[],
): AnnualCost | null {
  return annualCost({
    amount: quote.amount,
    rate: quote.rate,
    termMonths: quote.termMonths,
    repayment: quote.repayment as RepaymentType,
    fees: fees.filter(({ bearer }) => bearer === 'enterprise'),
  });
}

function commonTerms(quotes: readonly Quote[]): QuoteComparison['common'] {
  if (quotes.length < 2) return null;
  const amount = Math.min(...quotes.map((quote) => quote.amount));
  const termMonths = Math.min(...quotes.map((quote) => quote.termMonths));
  return quotes.every((quote) => quote.amount === amount && quote.termMonths === termMonths)
    ? null
    : { amount, termMonths };
}
