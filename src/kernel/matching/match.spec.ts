import { known, unknown } from './facts.js';
import { missingFacts } from './gaps.js';
import { complete } from './fact-model.js';
import { match, whatIf } from './match.js';
import { openings } from './openings.js';
import { matchPair } from './match-pair.js';
import { comparePairs } from './pair.js';
import { criterion, model, offer, today } from './spec/model.js';
import type { Criterion } from './criterion.js';
import type { FactSheet } from './facts.js';
import type { Offer, PairResult } from './pair.js';

const facts: FactSheet = {
  amount: known('money', 500),
  term: known('count', 24),
  guarantees: known('set', { has: ['a'], unsure: [] }),
  debt: known('ppm', 632_000),
  revenue: known('money', 2000),
  founded: known('day', '2025-02-05'),
};
const met = criterion({ factKey: 'amount', op: 'gte', value: 50 });
const tooMuch = criterion({ factKey: 'amount', op: 'lte', value: 300 });
const indebted = criterion({ factKey: 'debt', op: 'lte', value: 600_000 });
const young = criterion({ factKey: 'founded', op: 'older-than', value: 24 });
const noGrade = criterion({ factKey: 'grade', op: 'gte', value: 'B', settledBy: 'tax-certificate' });
const noPapers = criterion({ factKey: 'papers', op: 'any-of', value: ['p'] });
const pair = (criteria: Criterion[], sheet = facts): PairResult =>
  matchPair(model, offer(criteria), complete(model, sheet), today);
const inGroup = (groupKey: string, one: Criterion): Criterion => ({ ...one, groupKey });

describe('status of a pair', () => {
  it.each<[string, Criterion[]]>([
    ['eligible', []],
    ['eligible', [met]],
    ['eligible', [met, { ...indebted, hard: false, weight: 3 }]],
    ['incomplete', [met, noGrade, noPapers]],
    ['near', [met, tooMuch]],
    ['near', [met, young]],
    ['ineligible', [met, indebted]],
    ['ineligible', [tooMuch, young]],
    ['ineligible', [tooMuch, noGrade]],
    ['eligible', [inGroup('g', met), inGroup('g', indebted)]],
    ['incomplete', [inGroup('g', noGrade), inGroup('g', indebted)]],
    ['near', [met, inGroup('g/1', tooMuch), inGroup('g/1', met), inGroup('g/2', indebted)]],
    ['ineligible', [inGroup('g/1', tooMuch), inGroup('g/1', young), inGroup('g/2', indebted)]],
    ['ineligible', [inGroup('g/1', tooMuch), inGroup('g/1', noGrade), inGroup('g/2', indebted)]],
  ])('is %s', (status, criteria) => {
    expect(pair(criteria).status).toBe(status);
  });

  it('counts a group as one', () => {
    const { hardMet, hardTotal, hardUnknown } = pair([met, noGrade, inGroup('g', met), inGroup('g', indebted)]);
    expect({ hardMet, hardTotal, hardUnknown }).toEqual({ hardMet: 2, hardTotal: 3, hardUnknown: 1 });
  });

  it('judges on the tier that fits best, by status, open criteria, soft weight, order', () => {
    const soft = { ...met, hard: false, weight: 1 };
    const best = (...tiers: Criterion[][]): string | null =>
      matchPair(
        model,
        offer(
          [met],
          tiers.map((criteria, at) => ({ key: `t${at}`, order: at, criteria })),
        ),
        complete(model, facts),
        today,
      ).tierKey;
    expect(best([indebted], [tooMuch], [noGrade])).toBe('t2');
    expect(best([indebted, tooMuch], [indebted])).toBe('t1');
    expect(best([met], [soft])).toBe('t1');
    expect(best([met], [met])).toBe('t0');
    expect(best()).toBeNull();
  });
});

describe('order', () => {
  it('follows the published keys, and what is not stated comes last', () => {
    const base = pair([met]);
    const ranked = (changes: Partial<PairResult['ranking']>, rest: Partial<PairResult> = {}): PairResult => ({
      ...base,
      ...rest,
      ranking: { rateFromPpm: 34_500, medianAnswerHours: 10, amountHeadroomFen: 100, ...changes },
    });
    const inOrder = [
      ranked({ rateFromPpm: null }, { softMet: 2 }),
      ranked({ rateFromPpm: 31_000, medianAnswerHours: null }),
      ranked({ medianAnswerHours: 5, amountHeadroomFen: null }),
      ranked({ amountHeadroomFen: 200 }),
      ranked({}, { offerNumber: 'P-1' }),
      ranked({}, { offerNumber: 'P-2' }),
      ranked({ amountHeadroomFen: null }),
      ranked({ medianAnswerHours: null }),
      ranked({ rateFromPpm: null }),
      ranked({ rateFromPpm: 1 }, { status: 'incomplete', softMet: 9 }),
      ranked({}, { status: 'near' }),
      ranked({}, { status: 'ineligible' }),
    ];
    expect([...inOrder].reverse().sort(comparePairs)).toEqual(inOrder);
  });
});

const named = (number: string, ...criteria: Criterion[]): Offer => offer(criteria, [], number);

describe('match', () => {
  const offers = [
    named('P-1', met, tooMuch),
    named('P-2', criterion({ factKey: 'amount', op: 'lte', value: 200 }), indebted),
    named('P-3', noGrade),
    named('P-4', noGrade, noPapers),
    named('P-5', criterion({ factKey: 'amount', op: 'lte', value: 400 })),
  ];

  it('counts, and tallies why nobody fits', () => {
    const result = match(model, facts, offers, today);
    expect(result.pairs.map(({ offerNumber }) => offerNumber)).toEqual(['P-3', 'P-4', 'P-1', 'P-5', 'P-2']);
    expect(result.counts).toEqual({ eligible: 0, incomplete: 2, near: 2, ineligible: 1 });
    expect(result.gaps).toEqual([
      { factKey: 'amount', code: 'lte', blocks: 3, blocksAlone: 2, shortfall: { amount: 100, unit: 'fen' } },
      { factKey: 'grade', code: 'unknown', blocks: 2, blocksAlone: 1 },
      { factKey: 'debt', code: 'lte', blocks: 1, blocksAlone: 0, shortfall: { amount: 32_000, unit: 'ppm' } },
      { factKey: 'papers', code: 'unknown', blocks: 1, blocksAlone: 0 },
    ]);
    expect(match(model, facts, [...offers, named('P-6', met)], today).gaps).toEqual([]);
  });

  it('tells which missing fact settles most offers', () => {
    const { pairs } = match(model, facts, offers, today);
    expect(missingFacts(model, complete(model, facts), pairs)).toEqual([
      { factKey: 'grade', why: 'absent', papers: ['tax-certificate'], settles: 1, asked: 2 },
      { factKey: 'papers', why: 'absent', papers: [], settles: 0, asked: 1 },
    ]);
  });

  it('asks for the parts of a derived fact, not for the ratio', () => {
    const sheet = { ...facts, revenue: unknown('expired') };
    const ratio = criterion({ factKey: 'ratio', op: 'lte', value: 100_000 });
    const { pairs } = match(model, sheet, [named('P-1', ratio)], today);
    expect(missingFacts(model, complete(model, sheet), pairs)).toEqual([
      { factKey: 'revenue', why: 'expired', papers: [], settles: 1, asked: 1 },
    ]);
  });

  it('tries changes without keeping them', () => {
    const trial = whatIf(model, facts, { amount: known('money', 300) }, offers, today);
    expect(trial.counts.eligible).toBe(2);
    expect(trial.moves).toEqual([
      { offerId: 'P-1', before: 'near', after: 'eligible' },
      { offerId: 'P-5', before: 'near', after: 'eligible' },
    ]);
    expect(facts['amount']).toEqual(known('money', 500));
  });
});

describe('openings', () => {
  const open = (...criteria: Criterion[]) => openings(model, facts, named('P-1', ...criteria), today);

  it('names the nearest number and how far it may go', () => {
    const number = { kind: 'number', factKey: 'amount', from: 500, to: 300, reaches: 'eligible' };
    expect(open(tooMuch)).toEqual([{ ...number, least: null, most: 300 }]);
    expect(open(met, tooMuch)).toEqual([{ ...number, least: 50, most: 300 }]);
  });

  it('traces a ratio back to the amount', () => {
    expect(open(criterion({ factKey: 'ratio', op: 'lte', value: 100_000 }))).toEqual([
      { kind: 'number', factKey: 'amount', from: 500, to: 200, least: null, most: 200, reaches: 'eligible' },
    ]);
  });

  it('keeps to the terms on offer', () => {
    expect(open(criterion({ factKey: 'term', op: 'lte', value: 18 }))).toEqual([
      { kind: 'number', factKey: 'term', from: 24, to: 12, least: null, most: 12, reaches: 'eligible' },
    ]);
  });

  it('lists every smallest set of codes, and takes away what is barred', () => {
    const change = { kind: 'set', factKey: 'guarantees', reaches: 'eligible' };
    expect(open(criterion({ factKey: 'guarantees', op: 'any-of', value: ['b', 'c'] }))).toEqual([
      { ...change, add: ['b'], remove: [] },
      { ...change, add: ['c'], remove: [] },
    ]);
    expect(open(criterion({ factKey: 'guarantees', op: 'all-of', value: ['b', 'c'] }))).toEqual([
      { ...change, add: ['b', 'c'], remove: [] },
    ]);
    expect(open(criterion({ factKey: 'guarantees', op: 'any-of', value: ['a'], not: true }))).toEqual([
      { ...change, add: [], remove: ['a'] },
    ]);
  });

  it('waits for time', () => {
    expect(open(young)).toEqual([{ kind: 'wait', on: '2027-02-05', reaches: 'eligible' }]);
  });

  it('promises only papers where something is unknown beside the miss', () => {
    expect(open(tooMuch, noGrade)).toMatchObject([{ to: 300, reaches: 'incomplete' }]);
  });

  it('promises nothing that cannot be', () => {
    expect(open(criterion({ factKey: 'amount', op: 'gte', value: 400 }), tooMuch)).toEqual([]);
    expect(open(indebted)).toEqual([]);
    expect(open(met)).toEqual([]);
  });
});
