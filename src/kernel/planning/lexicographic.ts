import type { ModelGoal } from './goals.js';
import type { Mip, Objective, SolveMip } from './mip.js';

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

/**
 * Reaches one goal after the other, each without giving up any of those before it: solved, then fixed as a row in
 * whole numbers. No weights. A goal that the limit leaves open is fixed where it stands.
 * @param start a solution to begin with
 */
export function reachGoals(
  mip: Mip,
  goals: readonly ModelGoal[],
  solve: SolveMip,
  nodesPerGoal: number,
  start: readonly number[] | null,
): Reached {
  let values = start;
  let status: Reached['status'] = 'optimal';
  let nodes = 0;
  const reached: ReachedGoal[] = [];
  for (const { name, objective, floor } of goals) {
    const now = values ? valueOf(objective, values) : Infinity;
    if (now === floor) reached.push({ name, value: floor, bound: floor, floor });
    else if (status === 'stopped') reached.push({ name, value: now, bound: floor, floor });
    else {
      const answer = solve(mip, objective, { nodes: nodesPerGoal, start: values });
      nodes += answer.nodes;
      if (answer.status === 'infeasible' && values === null) return { status: 'infeasible', values, goals: [], nodes };
      const better = answer.values !== null && valueOf(objective, answer.values) <= now;
      if (better) values = answer.values;
      // With a solution in hand `infeasible` is a numerical fault of the solver: the goal counts as open.
      if (answer.status !== 'optimal') status = answer.status === 'infeasible' ? 'limit' : answer.status;
      if (values === null) return { status, values, goals: [], nodes };
      const value = valueOf(objective, values);
      const known = Math.max(floor, Math.ceil(answer.bound - 1e-6));
      reached.push({ name, value, bound: answer.status === 'optimal' ? value : Math.min(value, known), floor });
    }
    const last = reached.at(-1);
    if (last) mip.row(-Infinity, last.value, objective);
  }
  return { status, values, goals: reached, nodes };
}

/** What an objective comes to, in whole numbers. */
export function valueOf(objective: Objective, values: readonly number[]): number {
  return objective.reduce((sum, [column, factor]) => sum + factor * (values[column] ?? 0), 0);
}
