import { matchShelf } from '../../../kernel/matching/compiled/match-shelf.js';
import { CompiledShelf } from '../../../kernel/matching/compiled/shelf.js';
import { known, unknown, type FactSheet } from '../../../kernel/matching/facts.js';
import { openingSentence } from '../../../kernel/matching/fix-sentences.js';
import { match } from '../../../kernel/matching/match.js';
import { openings } from '../../../kernel/matching/openings.js';
import { verdictSentence } from '../../../kernel/matching/sentences.js';
import { projectWords } from '../../../platform/i18n/i18n.module.js';
import { financingModel } from '../matching/fact-model.js';
import { FinancingWords } from '../matching/match-words.js';
import { matchOffer } from './offer-catalogue.js';
import type { TierInput } from './product-input.js';
import { shelfOffer } from './shelf-offer.js';

const WAN = 1_000_000;
const today = '2026-11-23';

const tier = (key: string, minAmount: number | null, maxAmount: number | null): TierInput => ({
  key,
  name: key,
  minAmount: minAmount === null ? null : minAmount * WAN,
  maxAmount: maxAmount === null ? null : maxAmount * WAN,
  minTerm: null,
  maxTerm: 36,
  guarantees: null,
  maxLoanToValue: null,
  rateFrom: null,
  rateTo: null,
  pricing: null,
  repayments: null,
});

/** A product that has so much left, in 万元; null = it names no total. */
function offerWith(left: number | null, tiers = [tier('t', 50, 300)]) {
  const capacity = left === null ? null : left * WAN;
  const written = { number: 'CP-1', title: '额度贷', institution: '东湖银行', capacity, tiers, criteria: [] };
  return matchOffer(shelfOffer(written), null);
}

const sheet = (amount: number | null): FactSheet => ({
  amount: amount === null ? unknown('absent') : known('money', amount * WAN),
  termMonths: known('count', 12),
});

function said(locale: 'zh-CN' | 'en', left: number | null, amount: number) {
  const words = new FinancingWords(projectWords()).in(locale);
  const [pair] = match(financingModel, sheet(amount), [offerWith(left)], today).pairs;
  const [first] = pair!.units.flatMap(({ branches }) => branches.flat());
  const ways = openings(financingModel, sheet(amount), offerWith(left), today);
  return [pair!.status, verdictSentence(words, first!), ...ways.map((way) => openingSentence(words, way))];
}

describe('what is left of a product’s total', () => {
  it.each([
    [null, 200, 'eligible', '金额 200 万元在 50–300 万元内'],
    [300, 200, 'eligible', '金额 200 万元在 50–300 万元内'],
    [299, 200, 'eligible', '剩余额度够 200 万元'],
    [200, 200, 'eligible', '剩余额度够 200 万元'],
    [199, 200, 'near', '剩余额度 199 万元，不足 200 万元', '金额改为 50–199 万元即全部符合'],
    [50, 200, 'near', '剩余额度 50 万元，不足 200 万元', '金额改为 50 万元即全部符合'],
    [49, 200, 'ineligible', '额度已用完：余下的不足最低金额'],
    [0, 200, 'ineligible', '额度已用完：余下的不足最低金额'],
    [0, 20, 'ineligible', '额度已用完：余下的不足最低金额'],
    [60, 20, 'near', '金额 20 万元，低于 50–60 万元', '金额改为 50–60 万元即全部符合'],
  ])('%s 万元 left, %s wanted: %s', (left, amount, ...expected) => {
    expect(said('zh-CN', left, amount)).toEqual(expected);
  });

  it('is one miss, not two, where the amount is beyond the tier as well', () => {
    expect(said('en', 200, 500)).toEqual([
      'near',
      'CNY 2,000,000 left of its total, less than CNY 5,000,000',
      'Amount CNY 500,000–2,000,000: meets all',
    ]);
    expect(said('en', 10, 500).slice(0, 2)).toEqual(['ineligible', 'Used up: less is left than its lowest amount']);
  });

  it('decides without an amount only when nothing is left', () => {
    const of = (left: number) => match(financingModel, sheet(null), [offerWith(left)], today).pairs[0]!.status;
    expect([of(400), of(100), of(0)]).toEqual(['incomplete', 'incomplete', 'ineligible']);
  });

  it('counts for each tier by itself, and never adds to the conditions', () => {
    const tiers = [tier('small', 10, 100), tier('large', 500, 1000), tier('open', null, null)];
    const of = (left: number | null, amount: number) => {
      const [pair] = match(financingModel, sheet(amount), [offerWith(left, tiers.slice(0, 2))], today).pairs;
      return [pair!.status, pair!.tierKey, pair!.hardTotal];
    };
    expect(of(400, 80)).toEqual(['eligible', 'small', 2]);
    expect(of(400, 600)).toEqual(['near', 'small', 2]);
    expect(of(500, 500)).toEqual(['eligible', 'large', 2]);
    expect(of(9, 80)).toEqual(['ineligible', 'small', 2]);
    expect(offerWith(0, tiers.slice(2)).tiers[0]!.criteria).toHaveLength(2);
    expect(offerWith(null, tiers.slice(2)).tiers[0]!.criteria).toHaveLength(1);
  });

  it('comes out the same from the compiled shelf', () => {
    const tiers = [tier('small', 10, 100), tier('large', 80, 1000), tier('open', null, null)];
    const lefts = [null, 0, 0.5, 1, 9, 10, 79, 80, 100, 101, 999, 1000, 2000];
    const offers = lefts.map((left, at) => ({ ...offerWith(left, tiers), id: `o${at}`, number: `CP-${at}` }));
    const shelf = new CompiledShelf(financingModel, offers);
    for (const amount of [null, 0.5, 1, 10, 80, 100, 101, 1000, 1001, 2001])
      expect(JSON.stringify(matchShelf(shelf, sheet(amount), today))).toBe(
        JSON.stringify(match(financingModel, sheet(amount), offers, today)),
      );
  });
});
