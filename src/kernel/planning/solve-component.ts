import type { Allotment } from './allotment.js';
import { sharesOf } from './block.js';
import { buildModel } from './class-model.js';
import { floorsOf, goalsOf } from './goals.js';
import { reachGoals, type Reached, type ReachedGoal } from './lexicographic.js';
import { packTerm, type Share } from './packing.js';
import type { PlanInstance } from './instance.js';
import type { Solver } from './mip.js';
import type { Term } from './terms.js';

/** The classes that open in one term, each with its seats. */
export interface Opening {
  readonly term: Term;
  readonly classes: readonly (readonly Share[])[];
}

export interface ComponentPlan {
  readonly status: Reached['status'];
  readonly openings: readonly Opening[];
  readonly goals: readonly ReachedGoal[];
  readonly nodes: number;
}

/** What is known of a component that nobody has time for. */
export function unplanned(instance: PlanInstance, terms: readonly Term[]): ComponentPlan {
  return { status: 'stopped', openings: [], goals: atFloor(floorsOf(instance, terms)), nodes: 0 };
}

/** Goals of which nothing is known but what is known without solving. */
function atFloor(goals: readonly Pick<ReachedGoal, 'name' | 'floor'>[]): ReachedGoal[] {
  return goals.map(({ name, floor }) => ({ name, value: 0, bound: floor, floor }));
}

/**
 * Plans the terms of one component. Classes of a term are first counted together, which is quicker and says the same
 * whenever their seats can be spread; a term where they cannot is taken apart and everything solved again.
 * @param looser what is proven for the same component where it may open more classes
 */
export function solveComponent(
  instance: PlanInstance,
  terms: readonly Term[],
  capped: Allotment,
  solver: Solver,
  nodesPerGoal: number,
  looser: readonly ReachedGoal[] = [],
): ComponentPlan {
  const byClass = new Set<number>();
  let nodes = 0;
  for (;;) {
    const model = buildModel(instance, terms, byClass, capped);
    const goals = goalsOf(instance, model);
    const zero = instance.pins.length === 0 ? model.mip.lower.map(() => 0) : null;
    const reached = reachGoals(model.mip, goals, solver, {
      nodesPerGoal,
      start: zero,
      looser,
      first: model.blocks.map(({ opened }) => opened),
      counts: model.counts,
    });
    nodes += reached.nodes;
    const { values } = reached;
    if (values === null) return { status: reached.status, openings: [], goals: atFloor(goals), nodes };
    const openings: Opening[] = [];
    let again = false;
    let { status } = reached;
    for (const term of terms) {
      const blocks = model.blocks.filter((block) => block.term === term);
      const sizes = blocks.map((block) => ({
        opened: values[block.opened] ?? 0,
        shares: sharesOf(block, values),
      }));
      const packed = sizes
        .filter(({ opened }) => opened > 0)
        .map(({ opened, shares }) => packTerm(instance, term, opened, shares, solver.solve, nodesPerGoal));
      if (packed.includes(null)) {
        byClass.add(term.index);
        again = true;
      }
      // Not settled in time: the term stays closed, and what falls below its least is taken out later.
      if (packed.includes('limit')) status = status === 'stopped' ? 'stopped' : 'limit';
      const classes = packed.flatMap((one) => (one === null || one === 'limit' ? [] : one));
      if (classes.length > 0) openings.push({ term, classes });
    }
    if (!again) return { status, openings, goals: reached.goals, nodes };
  }
}
