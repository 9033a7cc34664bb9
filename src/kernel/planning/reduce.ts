import { Mip, type MipAnswer, type MipLimits, type Objective, type SolveMip } from './mip.js';
import type { Box } from './relaxation.js';

/** A program with what is decided taken out. */
export interface Reduced {
  readonly mip: Mip;
  readonly objective: Objective;
  /** What the objective has already from the columns that are gone. */
  readonly constant: number;
  /** Values of the reduced program as values of the whole. */
  readonly restore: (values: readonly number[]) => number[];
}

/**
 * The same program within a box: columns that can take one value only are gone, rows that cannot be broken too. Whole
 * numbers throughout, so that nothing is lost by rounding. null when some row cannot be kept.
 */
export function reduceTo(mip: Mip, objective: Objective, box: Box): Reduced | null {
  const lower = box.lower.map((value) => value);
  const upper = box.upper.map((value) => value);
  const rows = mip.rowLower.length;
  const open = Array.from({ length: rows }, () => true);
  for (let again = true; again;) {
    again = false;
    for (let row = 0; row < rows; row++) {
      const [low, high] = [mip.rowLower[row] ?? 0, mip.rowUpper[row] ?? 0];
      for (let moved = open[row]; moved;) {
        const [least, most] = activity(mip, row, lower, upper);
        if (least > high || most < low) return null;
        open[row] = least < low || most > high;
        moved = open[row] && tighten(mip, row, lower, upper, least, most);
        again ||= moved === true;
      }
    }
  }
  if (lower.some((value, column) => value > (upper[column] ?? 0))) return null;
  const place = new Map<number, number>();
  const small = new Mip();
  for (const [column, value] of lower.entries())
    if (value < (upper[column] ?? 0)) place.set(column, small.column(value, upper[column] ?? 0));
  for (let row = 0; row < rows; row++) {
    if (!open[row]) continue;
    let gone = 0;
    const terms: [number, number][] = [];
    for (let at = mip.rowStart[row] ?? 0; at < (mip.rowStart[row + 1] ?? 0); at++) {
      const column = mip.rowColumn[at] ?? 0;
      const value = mip.rowValue[at] ?? 0;
      const now = place.get(column);
      if (now === undefined) gone += value * (lower[column] ?? 0);
      else terms.push([now, value]);
    }
    small.row((mip.rowLower[row] ?? 0) - gone, (mip.rowUpper[row] ?? 0) - gone, terms);
  }
  let constant = 0;
  const left: [number, number][] = [];
  for (const [column, value] of objective) {
    const now = place.get(column);
    if (now === undefined) constant += value * (lower[column] ?? 0);
    else left.push([now, value]);
  }
  return {
    mip: small,
    objective: left,
    constant,
    restore: (values) => {
      const whole = [...lower];
      for (const [column, now] of place) whole[column] = values[now] ?? 0;
      return whole;
    },
  };
}

/** Solves what is left and answers for the whole program. Where nothing is left there is nothing to ask the solver. */
export function solveReduced(reduced: Reduced, solve: SolveMip, limits: MipLimits): MipAnswer {
  const { mip, objective, constant, restore } = reduced;
  if (mip.lower.length === 0) return { status: 'optimal', values: restore([]), bound: constant, nodes: 0 };
  const enough = limits.enough === undefined ? {} : { enough: limits.enough - constant };
  const answer = solve(mip, objective, { ...limits, ...enough });
  return { ...answer, values: answer.values && restore(answer.values), bound: answer.bound + constant };
}

function activity(mip: Mip, row: number, lower: readonly number[], upper: readonly number[]): [number, number] {
  let least = 0;
  let most = 0;
  for (let at = mip.rowStart[row] ?? 0; at < (mip.rowStart[row + 1] ?? 0); at++) {
    const column = mip.rowColumn[at] ?? 0;
    const value = mip.rowValue[at] ?? 0;
    least += value * ((value > 0 ? lower[column] : upper[column]) ?? 0);
    most += value * ((value > 0 ? upper[column] : lower[column]) ?? 0);
  }
  return [least, most];
}

/** Narrows one column of a row to what the others leave it. @returns whether anything moved */
function tighten(mip: Mip, row: number, lower: number[], upper: number[], least: number, most: number): boolean {
  const [low, high] = [mip.rowLower[row] ?? 0, mip.rowUpper[row] ?? 0];
  for (let at = mip.rowStart[row] ?? 0; at < (mip.rowStart[row + 1] ?? 0); at++) {
    const column = mip.rowColumn[at] ?? 0;
    const value = mip.rowValue[at] ?? 0;
    const size = Math.abs(value);
    const span = size * ((upper[column] ?? 0) - (lower[column] ?? 0));
    // Raising a column with a positive factor, or lowering one with a negative, adds to the row.
    if (least + span > high) {
      const steps = Math.floor((high - least) / size);
      if (value > 0) upper[column] = (lower[column] ?? 0) + steps;
      else lower[column] = (upper[column] ?? 0) - steps;
      return true;
    }
    if (most - span < low) {
      const steps = Math.floor((most - low) / size);
      if (value > 0) lower[column] = (upper[column] ?? 0) - steps;
      else upper[column] = (lower[column] ?? 0) + steps;
      return true;
    }
  }
  return false;
}
