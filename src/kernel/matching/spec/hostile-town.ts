import { known, unknown } from '../facts.js';
import type { Condition, Criterion } from '../criterion.js';
import type { FactSheet, FactValue } from '../facts.js';
import type { Offer, RankingFacts, Tier } from '../pair.js';
import type { Random } from './random.js';

/**
 * Offers and demands over the small model that are meant to break an index: bounds met exactly and missed by one,
 * numbers at the ends of what is exact, ranges the wrong way round, empty and repeated lists, counts out of reach,
 * one group on many facts, tiers that tie, numbers that tie, unknowns everywhere.
 */
const ends = [Number.MIN_SAFE_INTEGER, -1, 0, 1, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];
const grades = ['D', 'C', 'M', 'B', 'A'];
const industries = ['', '3', '39', '391', '3911', '26', '261', '4'];
const sites = [0, 0.01, 0.05, 0.2, 179.99].map((lng) => ({ lat: lng / 2, lng }));
const days = [
  '2024-02-29',
  '2024-11-23',
  '2024-11-24',
  '2025-08-31',
  '2026-11-22',
  '2026-11-23',
  '2026-11-24',
  '2027-01-31',
];

const number = (random: Random): number => (random.chance(0.1) ? random.pick(ends) : random.int(1, 9));
const ppm = (random: Random): number => (random.chance(0.1) ? random.pick(ends) : random.int(1, 9) * 100_000);

function scale<T extends number | string>(random: Random, value: (random: Random) => T): Condition {
  const op = random.pick(['lte', 'gte', 'eq', 'between', 'between'] as const);
  return op === 'between' ? { op, value: { from: value(random), to: value(random) } } : { op, value: value(random) };
}

function members(random: Random, codes: readonly string[]): Condition {
  const list = random.some(codes);
  if (random.chance(0.1)) list.push(...list);
  const op = random.pick(['any-of', 'all-of', 'at-least'] as const);
  return op === 'at-least' ? { op, value: { count: random.int(0, 4), of: list } } : { op, value: list };
}

const conditions: readonly (readonly [string, (random: Random) => Condition])[] = [
  ['amount', (random) => scale(random, number)],
  ['amount', (random) => scale(random, number)],
  [
    'term',
    (random) => (random.chance(0.3) ? { op: 'in', value: random.some([3, 6, 7, 12, 36]) } : scale(random, number)),
  ],
  ['ratio', (random) => scale(random, ppm)],
  ['debt', (random) => scale(random, ppm)],
  ['revenue', (random) => scale(random, number)],
  [
    'grade',
    (random) =>
      random.chance(0.3) ? { op: 'in', value: random.some(grades) } : scale(random, () => random.pick(grades)),
  ],
  ['guarantees', (random) => members(random, ['a', 'b', 'c', 'd'])],
  ['papers', (random) => members(random, ['p', 'q', 'r'])],
  ['industry', (random) => ({ op: random.pick(['in', 'under'] as const), value: random.some(industries) })],
  ['industry', (random) => ({ op: 'eq', value: random.pick(industries) })],
  ['first', (random) => ({ op: 'eq', value: random.chance(0.5) })],
  ['founded', (random) => ({ op: 'older-than', value: random.int(0, 30) })],
  ['founded', (random) => scale(random, () => random.pick(days))],
  ['site', (random) => ({ op: 'within-km', value: { ...random.pick(sites), km: random.pick([0.5, 1, 5, 30]) } })],
];

function criterion(random: Random, id: string): Criterion {
  const [factKey, condition] = random.pick(conditions);
  const hard = random.chance(0.75);
  return {
    ...condition(random),
    id,
    factKey,
    hard,
    ...(random.chance(0.2) ? { not: true } : random.chance(0.1) ? { not: false } : {}),
    ...(hard ? {} : { weight: random.int(1, 4) }),
    ...(random.chance(0.3) ? { groupKey: random.pick(['g', 'g', 'g/1', 'g/1', 'g/2', 'h', 'h/1']) } : {}),
    ...(random.chance(0.1) ? { settledBy: random.pick(['paper-a', 'paper-b']) } : {}),
    ...(random.chance(0.05) ? { reason: { zh: '\u8bf4\u660e', en: 'a note' } } : {}),
  } as Criterion;
}

export function hostileOffer(random: Random, id: string, most = 5): Offer {
  const criteria = (name: string, upTo: number) => random.list(0, upTo, (at) => criterion(random, `${name}${at}`));
  const tiers = random.list(0, 3, (at): Tier => ({
    key: `t${random.pick([at, at, at, 0])}`,
    order: random.int(0, 2),
    criteria: criteria(`t${at}-`, 3),
  }));
  const maybe = (): number | null => (random.chance(0.3) ? null : random.int(1, 3));
  const ranking: RankingFacts = { rateFromPpm: maybe(), medianAnswerHours: maybe(), amountHeadroomFen: maybe() };
  return { id, number: `P-${random.int(1, 40)}`, criteria: criteria('c', most), tiers, ranking };
}

const facts: Readonly<Record<string, (random: Random) => FactValue>> = {
  amount: (random) => known('money', number(random)),
  term: (random) => known('count', random.pick([3, 6, 12, 24, 36])),
  revenue: (random) => known('money', number(random)),
  debt: (random) => known('ppm', ppm(random)),
  grade: (random) => known('grade', random.pick(grades)),
  guarantees: (random) => set(random, ['a', 'b', 'c', 'd', 'z']),
  papers: (random) => set(random, ['p', 'q', 'r']),
  industry: (random) => known('code', random.pick(industries)),
  first: (random) => known('flag', random.chance(0.5)),
  founded: (random) => known('day', random.pick(days)),
  site: (random) => known('place', random.pick(sites)),
};

function set(random: Random, codes: readonly string[]): FactValue {
  const [has, unsure] = [random.some(codes, 0.4), random.some(codes, 0.3)];
  return known('set', { has, unsure: random.chance(0.5) ? [] : unsure });
}

/** A demand; `gaps` is the share of its facts that are not known, or not there at all. */
export function hostileSheet(random: Random, gaps = random.pick([0, 0.1, 0.5, 1])): FactSheet {
  const entries = Object.entries(facts).flatMap(([key, make]): [string, FactValue][] => {
    if (!random.chance(gaps)) return [[key, make(random)]];
    return random.chance(0.3) ? [] : [[key, unknown(random.pick(['absent', 'expired', 'disputed', 'undecided']))]];
  });
  return Object.fromEntries(entries);
}
