import fc from 'fast-check';
import { known, unknown } from '../facts.js';
import type { Criterion } from '../criterion.js';
import type { FactSheet, FactValue, Known } from '../facts.js';
import type { Offer } from '../pair.js';

/** Values are few, so that bounds are met exactly, missed by one and crossed about as often. */
const small = fc.integer({ min: 1, max: 8 });
const grade = fc.constantFrom('D', 'C', 'M', 'B', 'A');
const industry = fc.constantFrom('39', '391', '3911', '26', '261');
const day = fc
  .record({
    year: fc.constantFrom(2024, 2025, 2026),
    month: fc.integer({ min: 1, max: 12 }),
    date: fc.constantFrom(1, 15, 23, 28),
  })
  .map(({ year, month, date }) => `${year}-${String(month).padStart(2, '0')}-${date < 10 ? '0' : ''}${date}`)
  .chain((plain) => fc.constantFrom(plain, '2024-02-29', '2025-08-31', '2026-05-31', '2026-11-23', '2027-01-31'));
const ppm = small.map((n) => n * 100_000);

function members(codes: readonly string[]): fc.Arbitrary<Known<'set'>> {
  return fc.tuple(...codes.map(() => fc.constantFrom('has', 'unsure', 'lacks', 'lacks'))).map((states) =>
    known('set', {
      has: codes.filter((_, at) => states[at] === 'has'),
      unsure: codes.filter((_, at) => states[at] === 'unsure'),
    }),
  );
}

export const knownFacts: fc.Arbitrary<Record<string, Known>> = fc.record({
  amount: small.map((n) => known('money', n)),
  term: fc.constantFrom(3, 6, 12, 24, 36).map((n) => known('count', n)),
  guarantees: members(['a', 'b', 'c', 'd']),
  revenue: small.map((n) => known('money', n)),
  debt: ppm.map((n) => known('ppm', n)),
  grade: grade.map((g) => known('grade', g)),
  industry: industry.map((c) => known('code', c)),
  papers: members(['p', 'q', 'r']),
  first: fc.boolean().map((f) => known('flag', f)),
  founded: day.map((d) => known('day', d)),
});

const gaps = fc.constantFrom('absent', 'expired', 'disputed', 'undecided', null, null, null, null, null, null);

/** A full sheet and the same with some facts not known. */
export const sheets: fc.Arbitrary<{ full: FactSheet; part: FactSheet }> = fc
  .tuple(knownFacts, fc.array(gaps, { minLength: 10, maxLength: 10 }))
  .map(([full, whys]) => {
    const part = Object.entries(full).map(([key, value], at): [string, FactValue] => {
      const why = whys[at] ?? null;
      return [key, why === null ? value : unknown(why)];
    });
    return { full, part: Object.fromEntries(part) };
  });

function scaleLeaf(factKey: string, bound: fc.Arbitrary<number | string>, rank: (value: number | string) => number) {
  const range = fc.tuple(bound, bound).map(([a, b]) => (rank(a) <= rank(b) ? { from: a, to: b } : { from: b, to: a }));
  return fc.oneof(
    fc.record({ factKey: fc.constant(factKey), op: fc.constantFrom('lte', 'gte', 'eq'), value: bound }),
    fc.record({ factKey: fc.constant(factKey), op: fc.constant('between'), value: range }),
  );
}

function setLeaf(factKey: string, codes: readonly string[]) {
  const list = fc.subarray([...codes], { minLength: 0 });
  return fc.oneof(
    fc.record({ factKey: fc.constant(factKey), op: fc.constantFrom('any-of', 'all-of'), value: list }),
    fc.record({
      factKey: fc.constant(factKey),
      op: fc.constant('at-least'),
      value: fc.record({ count: fc.integer({ min: 1, max: 3 }), of: list }),
    }),
  );
}

const leaf = fc.oneof(
  scaleLeaf('amount', small, Number),
  scaleLeaf('term', fc.integer({ min: 2, max: 37 }), Number),
  scaleLeaf('debt', ppm, Number),
  scaleLeaf(
    'ratio',
    fc.integer({ min: 1, max: 40 }).map((n) => n * 100_000),
    Number,
  ),
  scaleLeaf('grade', grade, (g) => 'DCMBA'.indexOf(String(g))),
  setLeaf('guarantees', ['a', 'b', 'c', 'd']),
  setLeaf('papers', ['p', 'q', 'r']),
  fc.record({
    factKey: fc.constant('industry'),
    op: fc.constantFrom('in', 'under'),
    value: fc.subarray(['39', '3911', '26'], { minLength: 1 }),
  }),
  fc.record({ factKey: fc.constant('first'), op: fc.constant('eq'), value: fc.boolean() }),
  fc.record({ factKey: fc.constant('founded'), op: fc.constant('older-than'), value: fc.integer({ min: 0, max: 30 }) }),
);

/** A leaf with its place: hard or soft, alone or in a group, plain or turned round. */
export const criteria: fc.Arbitrary<Criterion> = fc
  .record({
    leaf,
    not: fc.constantFrom(undefined, false, false, true),
    hard: fc.constantFrom(true, true, true, false),
    weight: small,
    groupKey: fc.constantFrom(undefined, undefined, undefined, 'g', 'g/1', 'g/1', 'g/2', 'h'),
    id: fc.uuid(),
  })
  .map(
    ({ leaf: condition, weight, ...place }) =>
      ({ ...condition, ...place, ...(place.hard ? {} : { weight }) }) as Criterion,
  );

const maybe = (value: fc.Arbitrary<number>): fc.Arbitrary<number | null> => fc.option(value, { nil: null });

export function offers(most = 3): fc.Arbitrary<Offer> {
  const tier = fc.record({ order: fc.integer({ min: 1, max: 2 }), criteria: fc.array(criteria, { maxLength: most }) });
  const ranking = fc.record({
    rateFromPpm: maybe(small),
    medianAnswerHours: maybe(small),
    amountHeadroomFen: maybe(small),
  });
  return fc
    .record({
      id: fc.uuid(),
      number: fc.stringMatching(/^P-[0-9]{2}$/),
      criteria: fc.array(criteria, { maxLength: most }),
      tiers: fc.array(tier, { maxLength: 3 }),
      ranking,
    })
    .map((one) => ({ ...one, tiers: one.tiers.map((each, at) => ({ ...each, key: `tier${at}` })) }));
}
