import { mostSeats } from './eligibility.js';
import { monthNumber } from './month.js';
import { times, type Expression } from './expression.js';
import type { Block, BlockSeats } from './block.js';
import type { ClassModel } from './class-model.js';
import type { PlanGoal, PlanInstance } from './instance.js';

/** A goal of a program: minimised, so what people want most of stands negated. */
export interface ModelGoal {
  readonly name: PlanGoal | 'order';
  readonly objective: Expression;
  /** No solution is smaller; known without solving. */
  readonly floor: number;
}

/** The goals of the rules, in their order, and the order of filing last. */
export function goalsOf(instance: PlanInstance, model: ClassModel): ModelGoal[] {
  return [...instance.rules.goals.map((name) => goalOf(name, instance, model)), orderGoal(instance, model)];
}

function goalOf(name: PlanGoal, instance: PlanInstance, { blocks }: ClassModel): ModelGoal {
  switch (name) {
    case 'seats':
      return seatGoal(name, instance, blocks, () => 1);
    case 'priority':
      return seatGoal(name, instance, blocks, ({ demand }) => demand.priority);
    case 'exact':
      return seatGoal(name, instance, blocks, ({ fit }) => (fit === 'exact' ? 1 : 0));
    case 'classes':
      return { name, objective: blocks.map(({ opened }) => [opened, 1]), floor: 0 };
    case 'start': {
      const first = firstMonth(instance);
      const waits = blocks.map(({ opened, term }) => [opened, monthNumber(term.start) - first] as const);
      return { name, objective: waits.filter(([, months]) => months > 0), floor: 0 };
    }
  }
}

/** The first month in which any class could open. */
export function firstMonth({ programmes }: PlanInstance): number {
  return Math.min(...programmes.flatMap(({ starts }) => starts.map(monthNumber)));
}

function seatGoal(
  name: PlanGoal,
  instance: PlanInstance,
  blocks: readonly Block[],
  worth: (seats: BlockSeats) => number,
): ModelGoal {
  const all = blocks.flatMap(({ seats }) => seats).filter((one) => worth(one) > 0);
  const groups = blocks.flatMap((block) =>
    block.groups.map(({ members, amount }) => ({ amount, worth: worth(members[0] as BlockSeats) })),
  );
  const best = new Map<number, number>();
  for (const one of all)
    best.set(one.index, Math.max(best.get(one.index) ?? 0, worth(one) * mostSeats(one.demand, instance)));
  const floor = 0 - [...best.values()].reduce((sum, each) => sum + each, 0);
  return {
    name,
    objective: groups.filter((one) => one.worth > 0).flatMap((one) => times(-one.worth, one.amount)),
    floor,
  };
}

/** Among equal plans: more demands, and the earlier in the list of ids the more each counts. */
function orderGoal({ demands }: PlanInstance, { served }: ClassModel): ModelGoal {
  const weights = [...served].map(([index, yes]) => ({ weight: demands.length - index, yes }));
  return {
    name: 'order',
    objective: weights.flatMap(({ weight, yes }) => times(-weight, yes)),
    floor: 0 - weights.reduce((sum, { weight }) => sum + weight, 0),
  };
}
