import { dive } from './dive.js';
import { narrowCounts } from './narrow-counts.js';
import { reduceTo, solveReduced } from './reduce.js';
import { certify, narrowed, NOISE, type Box, type Certificate, type Relaxation } from './relaxation.js';
import type { ModelGoal } from './goals.js';
import type { Mip, MipAnswer, MipLimits, Objective, SolveMip, Solver } from './mip.js';

/** One goal reached: nothing smaller than `bound` exists, given the goals before it. */
export interface ReachedGoal {
  readonly name: ModelGoal['name'];
  readonly value: number;
  readonly bound: number;
  /** Known without solving. */
  readonly floor: number;
}

export interface Reached {
  /** `limit` and `stopped` still carry a solution when one was found. */
  readonly status: 'optimal' | 'infeasible' | 'limit' | 'stopped';
  readonly values: readonly number[] | null;
  readonly goals: readonly ReachedGoal[];
  readonly nodes: number;
}

export interface Ambition {
  readonly nodesPerGoal: number;
  /** A solution to begin with. */
  readonly start: readonly number[] | null;
  /** What is proven of the same goals where fewer rows bind: it holds here too for as long as the goals come to the same. */
  readonly looser: readonly ReachedGoal[];
  /** Columns that decide most. */
  readonly first: readonly number[];
  /** Columns that count others, worth rounding before a search. */
  readonly counts: readonly number[];
}

/** The order of equals is settled by a search only in programs up to this size: in larger ones it costs more than all goals. */
const TIE_COLUMNS = 300;

/**
 * Reaches one goal after the other, each without giving up any of those before it, then fixed as a row in whole
 * numbers. No weights. A goal that the limit leaves open is fixed where it stands.
 *
 * For each goal the relaxation gives a bound, proven here from its prices, and a dive gives a solution. Where they
 * meet the goal is reached without a search. Where they do not, the search looks only among solutions that would be
 * better, and whatever the prices exclude is taken out first; what costs too much for this goal stays out for the next.
 */
export function reachGoals(mip: Mip, goals: readonly ModelGoal[], solver: Solver, ambition: Ambition): Reached {
  const relaxation = solver.relax(mip);
  try {
    return reach(mip, goals, solver.solve, relaxation, ambition);
  } finally {
    relaxation.close();
  }
}

function reach(
  mip: Mip,
  goals: readonly ModelGoal[],
  solve: SolveMip,
  relaxation: Relaxation,
  { nodesPerGoal, start, looser, first, counts }: Ambition,
): Reached {
  let values = start;
  let status: Reached['status'] = 'optimal';
  let nodes = 0;
  let box: Box = { lower: [...mip.lower], upper: [...mip.upper] };
  const reached: ReachedGoal[] = [];
  for (const { name, objective, floor } of goals) {
    let now = values ? valueOf(objective, values) : Infinity;
    const alike = reached.every(({ value }, at) => value === looser[at]?.value);
    const least = Math.max(floor, (alike ? looser[reached.length]?.bound : undefined) ?? floor);
    let bound = least;
    let proof: Certificate | null = null;
    const row = mip.rowLower.length;
    mip.row(-Infinity, Infinity, objective);
    relaxation.row(-Infinity, Infinity, objective);
    if (now > least && status !== 'stopped') {
      const relaxed = relaxation.minimise(objective);
      if (relaxed) {
        proof = certify(mip, objective, relaxed.prices, box);
        bound = Math.max(least, Math.ceil(proof.bound - NOISE));
      }
      const rounded = now > bound && proof ? dive(mip, relaxation, objective, first, box, solve) : null;
      if (rounded && valueOf(objective, rounded) < now) {
        values = rounded;
        now = valueOf(objective, rounded);
      }
      const worth = name !== 'order' || free(box) <= TIE_COLUMNS;
      if ((now > bound && worth) || values === null) {
        const within = values !== null && proof ? narrowed(box, proof, now - 1) : box;
        if (values !== null) limitRow(mip, relaxation, row, now - 1);
        limitColumns(relaxation, box, within);
        const worthwhile = values !== null && proof && name !== 'order';
        const inside = worthwhile ? narrowCounts(mip, relaxation, counts, within) : within;
        const limits = { nodes: nodesPerGoal, start: null, enough: bound };
        const answer = search(mip, objective, inside, limits, solve);
        limitColumns(relaxation, inside, box);
        nodes += answer.nodes;
        if (answer.status === 'infeasible' && values === null)
          return { status: 'infeasible', values, goals: [], nodes };
        if (answer.values && valueOf(objective, answer.values) <= now) {
          values = answer.values;
          now = valueOf(objective, values);
        }
        if (answer.status === 'limit' || answer.status === 'stopped') status = answer.status;
        if (values === null) return { status, values, goals: [], nodes };
        const settled = answer.status === 'optimal' || answer.status === 'infeasible';
        bound = settled ? now : Math.min(now, Math.max(bound, Math.ceil(answer.bound - NOISE)));
      }
    }
    reached.push({ name, value: now, bound, floor });
    limitRow(mip, relaxation, row, now);
    if (!proof) continue;
    const narrower = narrowed(box, proof, now);
    limitColumns(relaxation, box, narrower);
    box = narrower;
  }
  return { status, values, goals: reached, nodes };
}

/** Columns that may still take more than one value. */
function free({ lower, upper }: Box): number {
  return lower.filter((least, column) => least < (upper[column] ?? 0)).length;
}

/** There is nothing to be found. */
const NOTHING: MipAnswer = { status: 'infeasible', values: null, bound: Infinity, nodes: 0 };

/** Looks for the best there is in a box. */
function search(mip: Mip, objective: Objective, box: Box, limits: MipLimits, solve: SolveMip): MipAnswer {
  const empty = box.lower.some((least, column) => least > (box.upper[column] ?? 0));
  const reduced = empty ? null : reduceTo(mip, objective, box);
  return reduced ? solveReduced(reduced, solve, limits) : NOTHING;
}

function limitRow(mip: Mip, relaxation: Relaxation, row: number, most: number): void {
  mip.rowUpper[row] = most;
  relaxation.limitRow(row, -Infinity, most);
}

function limitColumns(relaxation: Relaxation, from: Box, to: Box): void {
  for (const [column, least] of to.lower.entries()) {
    const most = to.upper[column] ?? 0;
    if (least !== from.lower[column] || most !== from.upper[column]) relaxation.limit(column, least, most);
  }
}

/** What an objective comes to, in whole numbers. */
export function valueOf(objective: Objective, values: readonly number[]): number {
  return objective.reduce((sum, [column, factor]) => sum + factor * (values[column] ?? 0), 0);
}
