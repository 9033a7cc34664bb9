import { mostSeats } from './eligibility.js';
import { monthNumber } from './month.js';
import { times, type Expression } from './expression.js';
import type { Block, BlockSeats } from './block.js';
import type { ClassModel } from './class-model.js';
import type { PlanGoal, PlanInstance } from './instance.js';
import type { Candidate, Term } from './terms.js';

/** A goal of a program: minimised, so what people want most of stands negated. */
export interface ModelGoal {
  readonly name: PlanGoal | 'order';
  readonly objective: Expression;
  /** No solution is smaller; known without solving. */
  readonly floor: number;
}

/** What the goals of some terms cannot be smaller than, known from who could join them. */
export function floorsOf(instance: PlanInstance, terms: readonly Term[]): Omit<ModelGoal, 'objective'>[] {
  const candidates = terms.flatMap((term) => term.candidates);
  const asked = [...new Set(candidates.map(({ index }) => index))];
  const order = asked.reduce((sum, index) => sum + instance.demands.length - index, 0);
  return [
    ...instance.rules.goals.map((name) => {
      const worth = worths[name];
      return { name, floor: worth ? seatFloor(instance, candidates, worth) : 0 };
    }),
    { name: 'order' as const, floor: 0 - order },
  ];
}

/** What a seat is worth to the goals that count seats. */
const worths: Partial<Record<PlanGoal, (seats: Candidate) => number>> = {
  seats: () => 1,
  priority: ({ demand }) => demand.priority,
  exact: ({ fit }) => (fit === 'exact' ? 1 : 0),
};

/** The goals of the rules, in their order, and the order of filing last. */
export function goalsOf(instance: PlanInstance, model: ClassModel): ModelGoal[] {
  return [...instance.rules.goals.map((name) => goalOf(name, instance, model)), orderGoal(instance, model)];
}

function goalOf(name: PlanGoal, instance: PlanInstance, { blocks }: ClassModel): ModelGoal {
  const worth = worths[name];
  if (worth) return seatGoal(name, instance, blocks, worth);
  if (name === 'classes') return { name, objective: blocks.map(({ opened }) => [opened, 1]), floor: 0 };
  const first = firstMonth(instance);
  const waits = blocks.map(({ opened, term }) => [opened, monthNumber(term.start) - first] as const);
  return { name, objective: waits.filter(([, months]) => months > 0), floor: 0 };
}

/** The first month in which any class could open. */
export function firstMonth({ programmes }: PlanInstance): number {
  return Math.min(...programmes.flatMap(({ starts }) => starts.map(monthNumber)));
}

function seatGoal(
  name: PlanGoal,
  instance: PlanInstance,
  blocks: readonly Block[],
  worth: (seats: Candidate) => number,
): ModelGoal {
  const groups = blocks.flatMap((block) =>
    block.groups.map(({ members, amount }) => ({ amount, worth: worth(members[0] as BlockSeats) })),
  );
  return {
    name,
    objective: groups.filter((one) => one.worth > 0).flatMap((one) => times(-one.worth, one.amount)),
    floor: seatFloor(
      instance,
      blocks.flatMap(({ seats }) => seats),
      worth,
    ),
  };
}

/** Every demand where its seats are worth most. */
function seatFloor(
  instance: PlanInstance,
  candidates: readonly Candidate[],
  worth: (seats: Candidate) => number,
): number {
  const best = new Map<number, number>();
  for (const one of candidates)
    best.set(one.index, Math.max(best.get(one.index) ?? 0, worth(one) * mostSeats(one.demand, instance)));
  return 0 - [...best.values()].reduce((sum, each) => sum + each, 0);
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
