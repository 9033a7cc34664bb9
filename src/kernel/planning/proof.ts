import type { PlanInstance } from './instance.js';
import type { GoalProof, PlannedClass, PlanTotals, Proof } from './plan.js';
import type { ComponentPlan } from './solve-component.js';

/**
 * What the components have proven, put together: values are counted from the plan itself, bounds are sums.
 * @param mostSeats what no plan exceeds, known otherwise
 */
export function proofOf(
  instance: PlanInstance,
  parts: readonly ComponentPlan[],
  totals: PlanTotals,
  classes: readonly PlannedClass[],
  empty: 'infeasible' | 'unsettled' | null,
  mostSeats = Infinity,
): Proof {
  const nodes = parts.reduce((sum, part) => sum + part.nodes, 0);
  if (empty) return { status: empty, goals: [], nodes };
  const values: Record<GoalProof['goal'], number> = {
    seats: totals.seats,
    priority: totals.prioritySeats,
    exact: totals.exactSeats,
    classes: totals.classes,
    start: totals.waitMonths,
    order: orderOf(instance, classes),
  };
  /** Bounds hold given the goals before; what was taken out after solving loosens all that follow. */
  let asSolved = true;
  const goals = [...instance.rules.goals, 'order' as const].map((goal, at): GoalProof => {
    const sum = (of: 'value' | 'bound' | 'floor'): number =>
      parts.reduce((total, part) => total + (part.goals[at]?.[of] ?? 0), 0);
    const fewer = goal === 'classes' || goal === 'start';
    const solved = sum(asSolved ? 'bound' : 'floor');
    const least = goal === 'seats' ? Math.max(solved, 0 - mostSeats) : solved;
    const value = values[goal];
    asSolved &&= value === Math.abs(sum('value'));
    const bound = fewer ? Math.min(value, least) : Math.max(value, 0 - least);
    return { goal, value, bound, gap: Math.abs(bound - value), proven: bound === value };
  });
  return { status: statusOf(parts), goals, nodes };
}

function statusOf(parts: readonly ComponentPlan[]): Proof['status'] {
  if (parts.some(({ status }) => status === 'stopped')) return 'cancelled';
  return parts.some(({ status }) => status === 'limit') ? 'limit' : 'optimal';
}

function orderOf({ demands }: PlanInstance, classes: readonly PlannedClass[]): number {
  const served = new Set(classes.flatMap(({ seats }) => seats.map(({ demand }) => demand)));
  return demands.reduce((sum, { id }, at) => sum + (served.has(id) ? demands.length - at : 0), 0);
}
