import { known, type FactSheet } from '../../src/kernel/matching/facts.js';
import type { Criterion } from '../../src/kernel/matching/criterion.js';
import type { Offer } from '../../src/kernel/matching/pair.js';
import { grades, guarantees, industries, kinds, purposes, regions, titles } from './model.js';
import type { Need, Product } from './town.js';

/** The products and needs of the closed rule set as the kernel takes them. */
export const codesIn = (codes: readonly string[], bits: number): string[] => codes.filter((_, at) => bits & (1 << at));

export function offerOf(p: Product): Offer {
  const hard = (factKey: string, op: string, value: unknown): Criterion =>
    ({ id: `${p.id}.${factKey}`, factKey, op, value, hard: true }) as Criterion;
  const soft = (at: number, factKey: string, op: string, value: unknown): Criterion =>
    ({ id: `${p.id}.like${at}`, factKey, op, value, hard: false, weight: p.weights[at] }) as Criterion;
  return {
    id: p.id,
    number: p.number,
    tiers: [],
    ranking: { rateFromPpm: p.likes.rateFrom, medianAnswerHours: p.medianHours, amountHeadroomFen: p.maxAmount },
    criteria: [
      hard('amount', 'between', { from: p.minAmount, to: p.maxAmount }),
      hard('term', 'between', { from: p.minTerm, to: p.maxTerm }),
      hard('industry', 'in', codesIn(industries, p.industries)),
      hard('region', 'in', codesIn(regions, p.regions)),
      hard('kind', 'in', codesIn(kinds, p.kinds)),
      hard('purpose', 'in', codesIn(purposes, p.purposes)),
      hard('guarantee', 'in', codesIn(guarantees, p.guarantees)),
      hard('titles', 'all-of', codesIn(titles, p.titles)),
      hard('founded', 'older-than', p.minMonths),
      hard('revenue', 'gte', p.minRevenue),
      hard('staff', 'gte', p.minStaff),
      hard('patents', 'gte', p.minPatents),
      hard('taxGrade', 'gte', grades[p.minGrade]),
      hard('debtRatio', 'lte', p.maxDebtRatio),
      hard('inquiries', 'lte', p.maxInquiries),
      hard('amountToRevenue', 'lte', p.maxAmountToRevenue),
      soft(0, 'maxRate', 'gte', p.likes.rateFrom),
      soft(1, 'share', 'gte', p.likes.share),
      soft(2, 'patents', 'gte', p.likes.patents),
      soft(3, 'revenue', 'gte', p.likes.revenue),
      soft(4, 'staff', 'gte', p.likes.staff),
      soft(5, 'debtRatio', 'lte', p.likes.debtRatio),
      soft(6, 'industry', 'in', codesIn(industries, p.likes.industries)),
    ],
  };
}

export function sheetOf(n: Need): FactSheet {
  return {
    amount: known('money', n.amount),
    term: known('count', n.term),
    industry: known('code', industries[n.industry] ?? ''),
    region: known('code', regions[n.region] ?? ''),
    kind: known('code', kinds[n.kind] ?? ''),
    purpose: known('code', purposes[n.purpose] ?? ''),
    guarantee: known('code', guarantees[n.guarantee] ?? ''),
    titles: known('set', { has: codesIn(titles, n.titles), unsure: [] }),
    founded: known('day', n.founded),
    revenue: known('money', n.revenue),
    staff: known('count', n.staff),
    patents: known('count', n.patents),
    taxGrade: known('grade', grades[n.grade] ?? ''),
    debtRatio: known('ppm', n.debtRatio),
    inquiries: known('count', n.inquiries),
    share: known('ppm', n.share),
    maxRate: known('ppm', n.maxRate),
  };
}
