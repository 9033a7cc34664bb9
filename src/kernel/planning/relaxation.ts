import type { Mip, Objective } from './mip.js';

/** A program without its whole numbers, kept open so that the next question starts where the last one ended. */
export interface Relaxation {
  /** The smallest value of the objective with a price for each row; null when none was found, for whatever reason. */
  minimise(objective: Objective): RelaxedAnswer | null;
  /** Other bounds for one column. */
  limit(column: number, lower: number, upper: number): void;
  /** One more row. */
  row(lower: number, upper: number, terms: Objective): void;
  /** Other bounds for one row. */
  limitRow(row: number, lower: number, upper: number): void;
  close(): void;
}

export interface RelaxedAnswer {
  readonly values: readonly number[];
  /** One a row, rows added since included. Any prices give a bound, so nothing rests on their being right. */
  readonly prices: readonly number[];
}

export type Relax = (mip: Mip) => Relaxation;

/** Bounds of all columns, made narrower as more becomes known. */
export interface Box {
  readonly lower: number[];
  readonly upper: number[];
}

/** A bound that follows from prices alone, and what moving each column away from its bound costs at least. */
export interface Certificate {
  /** No solution within the box has a smaller objective. */
  readonly bound: number;
  readonly reduced: readonly number[];
}

/**
 * What prices prove (weak duality), computed here from the rows themselves: whoever found the prices need not be
 * trusted. A price that asks for a bound its row has not counts as nothing.
 */
export function certify(mip: Mip, objective: Objective, prices: readonly number[], { lower, upper }: Box): Certificate {
  const reduced = mip.lower.map(() => 0);
  for (const [column, value] of objective) reduced[column] = (reduced[column] ?? 0) + value;
  let bound = 0;
  for (const [row, least] of mip.rowLower.entries()) {
    const price = prices[row] ?? 0;
    const side = price > 0 ? least : (mip.rowUpper[row] ?? Infinity);
    if (price === 0 || !Number.isFinite(side)) continue;
    bound += price * side;
    for (let at = mip.rowStart[row] ?? 0; at < (mip.rowStart[row + 1] ?? 0); at++) {
      const column = mip.rowColumn[at] ?? 0;
      reduced[column] = (reduced[column] ?? 0) - price * (mip.rowValue[at] ?? 0);
    }
  }
  for (const [column, cost] of reduced.entries()) bound += cost * ((cost > 0 ? lower[column] : upper[column]) ?? 0);
  return { bound, reduced };
}

/** Floating-point noise a certificate may carry. */
export const NOISE = 1e-6;

/** The box without what a certificate excludes: whatever moves so far that the objective must exceed `most`. */
export function narrowed({ lower, upper }: Box, { bound, reduced }: Certificate, most: number): Box {
  const slack = Math.max(0, most - bound) + NOISE;
  const box = { lower: [...lower], upper: [...upper] };
  for (const [column, cost] of reduced.entries()) {
    const [least, greatest] = [lower[column] ?? 0, upper[column] ?? 0];
    if (Math.abs(cost) * (greatest - least) <= slack) continue;
    const steps = Math.floor(slack / Math.abs(cost) + NOISE);
    if (cost > 0) box.upper[column] = Math.min(greatest, least + steps);
    else box.lower[column] = Math.max(least, greatest - steps);
  }
  return box;
}
