import type { Day } from '../kernel/day.js';

/** The needs of the town: filed on the day they were written down, and found again by their row. */
export interface NeedRegister {
  /** Imports what was written down for this day. */
  registerOf(day: Day): Promise<void>;
  /** The demand that a row of needs.csv became. */
  demandOf(row: number): string;
}
