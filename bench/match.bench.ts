import { financingModel } from '../src/domains/financing/fact-model.js';
import type { Criterion } from '../src/kernel/matching/criterion.js';
import { known, type FactSheet } from '../src/kernel/matching/facts.js';
import { match } from '../src/kernel/matching/match.js';
import type { Offer } from '../src/kernel/matching/pair.js';
import { cpuPerCall, type Bench, type Figure } from './bench.js';

const WAN = 1_000_000;
const TODAY = '2026-11-23';

const sheet: FactSheet = {
  amount: known('money', 500 * WAN),
  termMonths: known('count', 24),
  establishedOn: known('day', '2019-04-01'),
  taxGrade: known('grade', 'A'),
  revenue: known('money', 4200 * WAN),
  liabilities: known('money', 2400 * WAN),
  assets: known('money', 5000 * WAN),
  qualifications: known('set', { has: ['high-tech'], unsure: [] }),
};

/** Deterministic spread, so that runs compare. */
function offers(count: number): Offer[] {
  return Array.from({ length: count }, (_, n) => {
    const hard = (id: string, rest: object): Criterion => ({ id, hard: true, ...rest }) as Criterion;
    return {
      id: `o${n}`,
      number: `CP-${n}`,
      criteria: [
        hard('age', { factKey: 'establishedOn', op: 'older-than', value: 12 + (n % 8) * 12 }),
        hard('tax', { factKey: 'taxGrade', op: 'gte', value: n % 3 ? 'B' : 'A' }),
        hard('debt', { factKey: 'debtRatio', op: 'lte', value: 400_000 + (n % 5) * 100_000 }),
        hard('title', {
          factKey: 'qualifications',
          op: 'any-of',
          value: n % 2 ? ['high-tech', 'specialised'] : ['little-giant'],
        }),
      ],
      tiers: [
        {
          key: 'credit',
          order: 0,
          criteria: [
            hard('amount', {
              factKey: 'amount',
              op: 'between',
              value: { from: 10 * WAN, to: (100 + (n % 20) * 100) * WAN },
            }),
            hard('term', { factKey: 'termMonths', op: 'lte', value: 12 + (n % 4) * 12 }),
          ],
        },
      ],
      ranking: { rateFromPpm: 30_000 + (n % 50) * 500, medianAnswerHours: n % 30, amountHeadroomFen: null },
    };
  });
}

interface Plain {
  minAge: number;
  grades: string[];
  maxDebt: number;
  titles: string[];
  from: number;
  to: number;
  maxTerm: number;
  rate: number;
}

const plainOf = (n: number): Plain => ({
  minAge: 12 + (n % 8) * 12,
  grades: n % 3 ? ['A', 'B'] : ['A'],
  maxDebt: 0.4 + (n % 5) * 0.1,
  titles: n % 2 ? ['high-tech', 'specialised'] : ['little-giant'],
  from: 10,
  to: 100 + (n % 20) * 100,
  maxTerm: 12 + (n % 4) * 12,
  rate: 3 + (n % 50) * 0.05,
});

/** What somebody would write by hand over plain objects: yes or no and a sort, without reasons, unknowns, tiers or what-ifs. */
function handWritten(
  products: readonly Plain[],
  need: { age: number; grade: string; debt: number; titles: string[]; amount: number; term: number },
): Plain[] {
  return products
    .filter(
      (p) =>
        need.age >= p.minAge &&
        p.grades.includes(need.grade) &&
        need.debt <= p.maxDebt &&
        p.titles.some((title) => need.titles.includes(title)) &&
        need.amount >= p.from &&
        need.amount <= p.to &&
        need.term <= p.maxTerm,
    )
    .sort((a, b) => a.rate - b.rate);
}

/** One need against the shelf, every verdict explained and ranked: what a match page and a re-match cost. */
export const matchBench: Bench = {
  name: 'match',
  run(): Figure[] {
    return [30, 300, 3000].flatMap((count) => {
      const shelf = offers(count);
      const explained = cpuPerCall(() => match(financingModel, sheet, shelf, TODAY));
      const plain = Array.from({ length: count }, (_, n) => plainOf(n));
      const need = { age: 91, grade: 'A', debt: 0.48, titles: ['high-tech'], amount: 500, term: 24 };
      const floor = cpuPerCall(() => handWritten(plain, need));
      return [
        {
          name: `match ${count} products, explained`,
          value: explained,
          unit: 'us CPU',
          ratio: { to: 'a hand-written yes/no filter and sort', value: explained / floor },
        },
        { name: `match ${count} products, a pair`, value: explained / count, unit: 'us CPU' },
      ];
    });
  },
};
