import { known, unknown } from '../facts.js';
import type { Condition, Criterion } from '../criterion.js';
import type { FactSheet, FactValue } from '../facts.js';
import type { Offer } from '../pair.js';
import type { Random } from './random.js';

/**
 * Offers and demands so small that every amount worth trying lies in 1 … 10, for what has to be checked by trying
 * everything: amounts, ratios to a small revenue, terms, guarantees, and some facts that nobody can change.
 */
export const amounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
export const terms = [3, 6, 12, 24, 36];
export const guaranteeCodes = ['a', 'b', 'c', 'd'];

const conditions: readonly (readonly [string, (random: Random) => Condition])[] = [
  ['amount', (random) => ({ op: random.pick(['lte', 'gte'] as const), value: random.int(1, 8) })],
  ['amount', (random) => ({ op: 'between', value: { from: random.int(1, 5), to: random.int(4, 8) } })],
  ['amount', (random) => ({ op: 'lte', value: random.int(1, 8) })],
  ['term', (random) => ({ op: random.pick(['lte', 'gte'] as const), value: random.int(3, 36) })],
  ['term', (random) => ({ op: 'in', value: random.some([3, 6, 12, 24]) })],
  ['ratio', (random) => ({ op: random.pick(['lte', 'lte', 'gte'] as const), value: random.int(1, 4) * 500_000 })],
  ['guarantees', (random) => ({ op: 'any-of', value: random.some(guaranteeCodes) })],
  ['guarantees', (random) => ({ op: 'all-of', value: random.some(guaranteeCodes, 0.3) })],
  ['guarantees', (random) => ({ op: 'at-least', value: { count: 2, of: random.some(guaranteeCodes, 0.8) } })],
  ['debt', (random) => ({ op: 'lte', value: random.int(3, 8) * 100_000 })],
  ['founded', (random) => ({ op: 'older-than', value: random.int(0, 24) })],
  ['papers', (random) => ({ op: 'any-of', value: random.some(['p', 'q', 'r'], 0.8) })],
];

function criterion(random: Random, id: string): Criterion {
  const [factKey, condition] = random.pick(conditions);
  return {
    ...condition(random),
    id,
    factKey,
    hard: true,
    ...(random.chance(0.1) ? { not: true } : {}),
    ...(random.chance(0.3) ? { groupKey: random.pick(['g', 'g', 'g/1', 'g/1', 'h']) } : {}),
  } as Criterion;
}

export function smallOffer(random: Random, id: string): Offer {
  const ranking = { rateFromPpm: random.int(1, 3), medianAnswerHours: null, amountHeadroomFen: null };
  const tiers = random.list(0, 2, (at) => ({
    key: `t${at}`,
    order: at,
    criteria: random.list(0, 2, (n) => criterion(random, `t${at}-${n}`)),
  }));
  return { id, number: id, criteria: random.list(0, 4, (n) => criterion(random, `c${n}`)), tiers, ranking };
}

export function smallSheet(random: Random): FactSheet {
  const maybe = (fact: FactValue): FactValue => (random.chance(0.1) ? unknown('absent') : fact);
  const [has, unsure] = [random.some(guaranteeCodes, 0.3), random.some(guaranteeCodes, 0.1)];
  return {
    amount: maybe(known('money', random.int(1, 10))),
    term: maybe(known('count', random.pick(terms))),
    guarantees: maybe(known('set', { has, unsure: unsure.filter((code) => !has.includes(code)) })),
    revenue: maybe(known('money', random.int(1, 4))),
    debt: maybe(known('ppm', random.int(2, 8) * 100_000)),
    founded: maybe(known('day', random.pick(['2024-11-23', '2025-02-05', '2026-11-23']))),
    papers: maybe(known('set', { has: random.some(['p', 'q', 'r'], 0.6), unsure: [] })),
  };
}
