import { narrowCounts } from './narrow-counts.js';
import { reduceTo, solveReduced } from './reduce.js';
import type { Box, Relaxation } from './relaxation.js';
import type { Mip, MipAnswer, MipLimits, Objective, SolveMip } from './mip.js';

/** There is nothing to be found. */
const NOTHING: MipAnswer = { status: 'infeasible', values: null, bound: Infinity, nodes: 0 };

/** Looks for the best there is in a box. */
export function searchBox(mip: Mip, objective: Objective, box: Box, limits: MipLimits, solve: SolveMip): MipAnswer {
  const empty = box.lower.some((least, column) => least > (box.upper[column] ?? 0));
  const reduced = empty ? null : reduceTo(mip, objective, box);
  return reduced ? solveReduced(reduced, solve, limits) : NOTHING;
}

/**
 * What `ask` makes of a part of a box in which counts reach no further than the relaxation lets them. Afterwards the
 * relaxation has the whole box again.
 */
export function withinCounts<T>(
  mip: Mip,
  relaxation: Relaxation,
  counts: readonly number[],
  { whole, part }: { readonly whole: Box; readonly part: Box },
  ask: (box: Box) => T,
): T {
  limitColumns(relaxation, whole, part);
  const inside = narrowCounts(mip, relaxation, counts, part);
  try {
    return ask(inside);
  } finally {
    limitColumns(relaxation, inside, whole);
  }
}

/** Tells the relaxation what differs between two boxes. */
export function limitColumns(relaxation: Relaxation, from: Box, to: Box): void {
  for (const [column, least] of to.lower.entries()) {
    const most = to.upper[column] ?? 0;
    if (least !== from.lower[column] || most !== from.upper[column]) relaxation.limit(column, least, most);
  }
}
