import type { FactSheet, Known } from './facts.js';

/** A number that is changed. */
export interface NumberChange {
  readonly kind: 'number';
  readonly from: number;
  readonly to: number;
  /** All numbers around `to` with which every offer answers the same; null where there is no end. */
  readonly least: number | null;
  readonly most: number | null;
}

/** One change of one fact that the demand's owner can make today. */
export type Change = { readonly factKey: string; readonly becomes: Known } & (
  | NumberChange
  | { readonly kind: 'set'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'choice' }
);

/** The facts with some changes made. */
export function withChanges(facts: FactSheet, changes: readonly Change[]): FactSheet {
  return { ...facts, ...Object.fromEntries(changes.map(({ factKey, becomes }) => [factKey, becomes])) };
}
