import { createFactModel } from '../fact-model.js';
import { quotient } from '../facts.js';
import type { Criterion } from '../criterion.js';
import type { Offer, Tier } from '../pair.js';
import type { FactDefinition } from '../vocabulary.js';

/** One fact of each kind, small enough to try everything. */
const definitions: readonly FactDefinition[] = [
  { key: 'amount', kind: 'money', from: 'need', changeable: true },
  { key: 'term', kind: 'count', unit: 'month', from: 'need', changeable: true },
  { key: 'guarantees', kind: 'set', from: 'need', changeable: true },
  { key: 'revenue', kind: 'money', from: 'years' },
  { key: 'ratio', kind: 'ppm', from: 'derived', changeable: true },
  { key: 'debt', kind: 'ppm', from: 'profile' },
  { key: 'grade', kind: 'grade', grades: ['D', 'C', 'M', 'B', 'A'], from: 'profile' },
  { key: 'industry', kind: 'code', hierarchy: 'prefix', from: 'profile' },
  { key: 'papers', kind: 'set', from: 'profile' },
  { key: 'first', kind: 'flag', from: 'need' },
  { key: 'founded', kind: 'day', from: 'profile' },
  { key: 'site', kind: 'place', from: 'profile' },
];

export const model = createFactModel(definitions, {
  derivations: [
    { key: 'ratio', from: ['amount', 'revenue'], compute: (fact) => quotient(fact('amount'), fact('revenue')) },
  ],
  choices: { term: [3, 6, 12, 24, 36] },
  codes: { guarantees: ['a', 'b', 'c', 'd'], papers: ['p', 'q', 'r'] },
});

export const today = '2026-11-23';

type Given = Pick<Criterion, 'factKey' | 'op'> & { value: unknown } & Partial<Omit<Criterion, 'value'>>;

export function criterion(given: Given): Criterion {
  return { id: `${given.factKey}-${given.op}`, hard: true, ...given } as Criterion;
}

export function offer(criteria: readonly Criterion[], tiers: readonly Tier[] = [], number = 'P-1'): Offer {
  const ranking = { rateFromPpm: null, medianAnswerHours: null, amountHeadroomFen: null };
  return { id: number, number, criteria, tiers, ranking };
}
