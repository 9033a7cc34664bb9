import type { PairStatus } from '../kernel/matching/pair.js';

/** A shelf may hold hundreds of offers; a page shows so many of each group at first, the best ones, and all when asked. */
const atFirst: Readonly<Record<PairStatus, number>> = { eligible: 12, incomplete: 6, near: 6, ineligible: 20 };

export interface FirstFew<T> {
  readonly shown: readonly T[];
  /** How many more there are. */
  readonly more: number;
}

/** The first of one group, in their order; all of them where the reader asked for all. */
export function firstFew<T>(items: readonly T[], status: PairStatus, all: boolean): FirstFew<T> {
  const shown = all ? items : items.slice(0, atFirst[status]);
  return { shown, more: items.length - shown.length };
}
