import { reduceTo, solveReduced } from './reduce.js';
import type { Mip, Objective, SolveMip } from './mip.js';
import type { Box, Relaxation } from './relaxation.js';

/** Nodes for seating people once it is settled which classes open. */
const NODES = 200;
/** Columns rounded by force; more would mean that the relaxation says little. */
const STEPS = 60;

/** What a dive should make small. */
export interface Wish {
  readonly objective: Objective;
  /** What reaches this need not be made better. */
  readonly enough: number;
}

/**
 * A good solution without a search: the columns that decide most (which classes open) are rounded one after the other
 * where the relaxation is surest, and the rest is solved with nothing opened beyond that. null when that leads nowhere.
 */
export function dive(
  mip: Mip,
  relaxation: Relaxation,
  { objective, enough }: Wish,
  first: readonly number[],
  box: Box,
  solve: SolveMip,
): readonly number[] | null {
  const fixed: Box = { lower: [...box.lower], upper: [...box.upper] };
  const fix = (column: number, value: number): void => {
    fixed.lower[column] = value;
    fixed.upper[column] = value;
    relaxation.limit(column, value, value);
  };
  const touched = new Set<number>();
  try {
    let answer = relaxation.minimise(objective);
    for (let steps = 0; steps < STEPS; steps++) {
      if (!answer) return null;
      const { values } = answer;
      const split = first.filter((column) => fraction(values[column]) > 0);
      if (split.length === 0) break;
      const column = split.reduce((best, one) => (fraction(values[one]) > fraction(values[best]) ? one : best));
      touched.add(column);
      fix(column, Math.ceil(values[column] ?? 0));
      answer = relaxation.minimise(objective);
      if (answer) continue;
      fix(column, Math.floor(values[column] ?? 0));
      answer = relaxation.minimise(objective);
    }
    if (!answer) return null;
    for (const column of first) {
      const value = Math.round(answer.values[column] ?? 0);
      fixed.lower[column] = box.lower[column] ?? 0;
      fixed.upper[column] = value;
    }
    const rest = reduceTo(mip, objective, fixed);
    if (!rest) return null;
    return solveReduced(rest, solve, { nodes: NODES, start: null, enough }).values;
  } finally {
    for (const column of touched) relaxation.limit(column, box.lower[column] ?? 0, box.upper[column] ?? 0);
  }
}

/** How far above a whole number, noise aside. */
function fraction(value = 0): number {
  const above = value - Math.floor(value + 1e-6);
  return above > 1e-6 ? above : 0;
}
