import { factOf, type FactSheet } from '../../../kernel/matching/facts.js';
import type { Column, OutcomeTable } from '../../../kernel/track-record/outcomes.js';
import type { FundedDeal } from './funded-deals.query.js';

/** What of a need the record is learned from, by the keys of its facts. */
export const recordColumns = [
  { name: 'industry', kind: 'category' },
  { name: 'financingKind', kind: 'category' },
  { name: 'purpose', kind: 'category' },
  { name: 'amount', kind: 'number' },
  { name: 'termMonths', kind: 'number' },
  { name: 'guarantees', kind: 'text' },
] as const satisfies readonly Column[];

/** One text for each column: codes as they are stored, 分 and months in digits, blank where it is not known. */
export const cellsOfDeal = (deal: FundedDeal): string[] => [
  deal.industry ?? '',
  deal.financingKind ?? '',
  deal.purpose ?? '',
  String(deal.amount ?? ''),
  String(deal.termMonths ?? ''),
  deal.guarantees.join(' '),
];

/** The same of a need that is looking for money, from the facts it is matched by. */
export const cellsOfNeed = (facts: FactSheet): string[] =>
  recordColumns.map(({ name }) => codesOf(facts, name).join(' '));

export const tableOf = (deals: readonly FundedDeal[]): OutcomeTable => ({
  columns: recordColumns,
  rows: deals.map((deal) => ({ day: deal.day, owner: deal.institutionId, cells: cellsOfDeal(deal) })),
});

/** What a fact says, as texts; none where it is not known. */
export function codesOf(facts: FactSheet, key: string): readonly string[] {
  const fact = factOf(facts, key);
  if (fact.state === 'unknown') return [];
  if (fact.kind === 'set') return fact.value.has;
  return fact.kind === 'place' ? [] : [String(fact.value)];
}
