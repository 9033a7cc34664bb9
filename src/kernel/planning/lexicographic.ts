import { dive, type Wish } from './dive.js';
import { certify, narrowed, NOISE, type Box, type Certificate, type Relaxation } from './relaxation.js';
import { limitColumns, searchBox, withinCounts } from './search-box.js';
import type { ModelGoal } from './goals.js';
import type { Mip, MipAnswer, Objective, SolveMip, Solver } from './mip.js';

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
 * better; whatever the prices exclude is taken out first, and counts of classes are rounded. What costs too much for
 * this goal stays out for the next.
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
  const limit = goalRows(mip, relaxation, goals);
  if (looser.length > 0)
    values = keepAll(goals, looser, limit, (wish) => dive(mip, relaxation, wish, first, box, solve)) ?? values;
  for (const [at, { name, objective, floor }] of goals.entries()) {
    let now = values ? valueOf(objective, values) : Infinity;
    const alike = reached.every(({ value }, before) => value === looser[before]?.value);
    const least = Math.max(floor, (alike ? looser[at]?.bound : undefined) ?? floor);
    let bound = least;
    let proof: Certificate | null = null;
    if (now > floor && status !== 'stopped') {
      const relaxed = relaxation.minimise(objective);
      if (relaxed) {
        proof = certify(mip, objective, relaxed.prices, box);
        bound = Math.max(least, Math.ceil(proof.bound - NOISE));
      }
      if (now > bound && proof) {
        if (values !== null) limit(at, now - 1);
        const rounded = dive(mip, relaxation, { objective, enough: bound }, first, box, solve);
        if (rounded && valueOf(objective, rounded) < now) {
          values = rounded;
          now = valueOf(objective, rounded);
        }
      }
      const worth = name !== 'order' || free(box) <= TIE_COLUMNS;
      if ((now > bound && worth) || values === null) {
        if (values !== null) limit(at, now - 1);
        const limits = { nodes: nodesPerGoal, start: null, enough: bound };
        const part = proof && values !== null ? narrowed(box, proof, now - 1) : box;
        const ask = (inside: Box): MipAnswer => searchBox(mip, objective, inside, limits, solve);
        const rounds = proof && values !== null && name !== 'order';
        const answer = rounds ? withinCounts(mip, relaxation, counts, { whole: box, part }, ask) : ask(part);
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
    reached.push({ name, value: now, bound: Math.min(now, bound), floor });
    limit(at, now);
    if (!proof) continue;
    const narrower = narrowed(box, proof, now);
    limitColumns(relaxation, box, narrower);
    box = narrower;
  }
  return { status, values, goals: reached, nodes };
}

/** Adds a row for each goal, as yet without a limit. @returns what sets the most a goal may come to */
function goalRows(mip: Mip, relaxation: Relaxation, goals: readonly ModelGoal[]): (goal: number, most: number) => void {
  const first = mip.rowLower.length;
  for (const { objective } of goals) {
    mip.row(-Infinity, Infinity, objective);
    relaxation.row(-Infinity, Infinity, objective);
  }
  return (goal, most) => {
    mip.rowUpper[first + goal] = most;
    relaxation.limitRow(first + goal, -Infinity, most);
  };
}

/**
 * A solution in which every goal but the last comes to what it comes to where fewer rows bind. Mostly there is one, and
 * one dive finds it instead of one for each goal.
 */
function keepAll(
  goals: readonly ModelGoal[],
  looser: readonly ReachedGoal[],
  limit: (goal: number, most: number) => void,
  diveFor: (wish: Wish) => readonly number[] | null,
): readonly number[] | null {
  const last = goals.findLastIndex(({ name }) => name !== 'order');
  const wished = goals[last];
  if (!wished) return null;
  for (let goal = 0; goal < last; goal++) limit(goal, looser[goal]?.bound ?? Infinity);
  const found = diveFor({ objective: wished.objective, enough: looser[last]?.bound ?? wished.floor });
  for (let goal = 0; goal < last; goal++) limit(goal, Infinity);
  return found;
}

/** Columns that may still take more than one value. */
function free({ lower, upper }: Box): number {
  return lower.filter((least, column) => least < (upper[column] ?? 0)).length;
}

/** What an objective comes to, in whole numbers. */
export function valueOf(objective: Objective, values: readonly number[]): number {
  return objective.reduce((sum, [column, factor]) => sum + factor * (values[column] ?? 0), 0);
}
