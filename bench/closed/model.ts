import { createFactModel } from '../../src/kernel/matching/fact-model.js';
import { quotient } from '../../src/kernel/matching/facts.js';
import type { FactDefinition } from '../../src/kernel/matching/vocabulary.js';

/**
 * The closed rule set: sixteen hard criteria a product (two ranges, five one-of-many, one superset of flags, eight
 * thresholds of which one is on a ratio) and seven soft ones, the shape of bank products in the zone's compilations.
 */
export const grades = ['D', 'C', 'M', 'B', 'A'];
export const industries = Array.from({ length: 20 }, (_, at) => `C${at + 13}`);
export const regions = Array.from({ length: 12 }, (_, at) => `35${at + 10}`);
export const kinds = ['working', 'fixed', 'upgrade', 'bill', 'receivables', 'ip'];
export const purposes = ['expansion', 'upgrade', 'research', 'materials', 'orders', 'plant'];
export const guarantees = ['credit', 'house', 'plant', 'equipment', 'ip', 'third-party'];
export const titles = ['high-tech', 'specialised', 'little-giant', 'gazelle', 'innovative', 'listed'];

const definitions: readonly FactDefinition[] = [
  { key: 'amount', kind: 'money', from: 'need', changeable: true },
  { key: 'term', kind: 'count', unit: 'month', from: 'need', changeable: true },
  { key: 'guarantee', kind: 'code', from: 'need', changeable: true },
  { key: 'industry', kind: 'code', from: 'profile' },
  { key: 'region', kind: 'code', from: 'profile' },
  { key: 'kind', kind: 'code', from: 'need' },
  { key: 'purpose', kind: 'code', from: 'need' },
  { key: 'titles', kind: 'set', from: 'profile' },
  { key: 'founded', kind: 'day', from: 'profile' },
  { key: 'revenue', kind: 'money', from: 'years' },
  { key: 'staff', kind: 'count', from: 'profile' },
  { key: 'patents', kind: 'count', from: 'profile' },
  { key: 'taxGrade', kind: 'grade', grades, from: 'profile' },
  { key: 'debtRatio', kind: 'ppm', from: 'profile' },
  { key: 'inquiries', kind: 'count', from: 'profile' },
  { key: 'share', kind: 'ppm', from: 'profile' },
  { key: 'maxRate', kind: 'ppm', from: 'need' },
  { key: 'amountToRevenue', kind: 'ppm', from: 'derived', changeable: true },
];

export const closedModel = createFactModel(definitions, {
  derivations: [
    { key: 'amountToRevenue', from: ['amount', 'revenue'], compute: (f) => quotient(f('amount'), f('revenue')) },
  ],
  choices: { term: [3, 6, 12, 24, 36, 60, 120] },
  codes: { guarantee: guarantees },
});

export const today = '2026-11-23';
