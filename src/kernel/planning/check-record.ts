import type { PlanInstance } from './instance.js';
import type { Violation } from './check-plan.js';
import type { Plan, PlannedClass } from './plan.js';

/** Whether what a plan says of itself is what its classes say: sizes, sums, who is left, what is proven. */
export function checkRecord(instance: PlanInstance, plan: Plan): Violation[] {
  const found: Violation[] = [];
  const wrong = (at: string): unknown => found.push({ code: 'record', at });
  for (const one of plan.classes) {
    const programme = instance.programmes.find(({ college, id }) => college === one.college && id === one.programme);
    const same =
      one.majorCode === programme?.majorCode &&
      one.minClass === programme.minClass &&
      one.maxClass === programme.maxClass;
    const firms = new Set(one.seats.map(({ organisation }) => organisation)).size;
    if (
      !same ||
      one.size !== seatsIn([one]) ||
      one.exactSeats !== seatsIn([one], 'exact') ||
      one.organisations !== firms
    )
      wrong(`${one.college}/${one.programme}/${one.start}/${one.number}`);
  }
  const served = new Set(plan.classes.flatMap(({ seats }) => seats.map(({ demand }) => demand)));
  const left = instance.demands.filter(({ id }) => !served.has(id));
  const named = new Map(plan.unserved.map((one) => [one.demand, one]));
  if (plan.unserved.length !== left.length || left.some(({ id }) => (named.get(id)?.reasons.length ?? 0) === 0))
    wrong('unserved');
  for (const [name, value] of Object.entries(recount(instance, plan.classes, served)))
    if (plan.totals[name as keyof Plan['totals']] !== value) wrong(name);
  return [...found, ...checkProof(plan)];
}

function recount(
  { demands, programmes }: PlanInstance,
  classes: readonly PlannedClass[],
  served: ReadonlySet<string>,
): Plan['totals'] {
  const months = (start: string): number => Number(start.slice(0, 4)) * 12 + Number(start.slice(5));
  const first = Math.min(...programmes.flatMap(({ starts }) => starts.map(months)));
  let prioritySeats = 0;
  for (const { demand, seats } of classes.flatMap((one) => one.seats))
    prioritySeats += seats * (demands.find(({ id }) => id === demand)?.priority ?? 0);
  return {
    demands: demands.length,
    demandsServed: served.size,
    seatsWanted: demands.reduce((sum, { headcountMax }) => sum + headcountMax, 0),
    seats: seatsIn(classes),
    prioritySeats,
    exactSeats: seatsIn(classes, 'exact'),
    acceptableSeats: seatsIn(classes, 'acceptable'),
    nearSeats: seatsIn(classes, 'near'),
    classes: classes.length,
    waitMonths: classes.reduce((sum, { start }) => sum + months(start) - first, 0),
  };
}

function seatsIn(classes: readonly PlannedClass[], fit?: string): number {
  let sum = 0;
  for (const one of classes)
    for (const { seats, fit: own } of one.seats) if (fit === undefined || own === fit) sum += seats;
  return sum;
}

const totalOf = {
  seats: 'seats',
  priority: 'prioritySeats',
  exact: 'exactSeats',
  classes: 'classes',
  start: 'waitMonths',
} as const;

function checkProof({ proof, totals }: Plan): Violation[] {
  const found = proof.goals.flatMap(({ goal, value, bound, gap, proven }): Violation[] => {
    const fewer = goal === 'classes' || goal === 'start';
    const right =
      (goal === 'order' || totals[totalOf[goal]] === value) &&
      (fewer ? bound <= value : bound >= value) &&
      gap === Math.abs(bound - value) &&
      proven === (gap === 0);
    return right ? [] : [{ code: 'proof', at: goal }];
  });
  if (proof.status === 'optimal' && proof.goals.some(({ goal, proven }) => !proven && goal !== 'order'))
    found.push({ code: 'proof', at: 'status' });
  return found;
}
