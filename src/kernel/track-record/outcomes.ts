import type { Day } from '../day.js';

export type ColumnKind = 'category' | 'number' | 'text' | 'date';
export const columnKinds: readonly ColumnKind[] = ['category', 'number', 'text', 'date'];

/** One past outcome: on this day this owner took a case that looked like this. */
export interface Outcome {
  readonly day: Day;
  readonly owner: string;
  /** As written, one for each column; blank is unknown. */
  readonly cells: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Outcomes in the order of their days, and what their cells mean. */
export interface OutcomeTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Outcome[];
}
