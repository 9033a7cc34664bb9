import type { PlanDemand, PlanInstance } from './instance.js';
import type { PlannedClass } from './plan.js';
import type { UnservedReason } from './reasons.js';
import type { Term } from './terms.js';

/** How near an unserved demand is to a seat in one term of a plan. */
export interface WayIn {
  /** Seats still free in open classes, within the programme's capacity. */
  readonly left: number;
  /** Whether another class could open and be filled by those without a seat. */
  readonly mayOpen: boolean;
  /** Those without a seat, who together are too few for another class. */
  readonly pool: Extract<UnservedReason, { code: 'pool-too-small' }> | null;
  /** There is room, but the firm would hold too much of the class. */
  readonly share: Extract<UnservedReason, { code: 'share-cap' }> | null;
  /** Who sits in the open classes. */
  readonly sitting: readonly PlanDemand[];
}

export function waysIn(
  instance: PlanInstance,
  term: Term,
  classes: readonly PlannedClass[],
  demand: PlanDemand,
  served: ReadonlySet<string>,
): WayIn {
  const { college, programme, start, of } = term;
  const own = classes.filter((one) => one.college === college && one.programme === programme);
  const here = own.filter((one) => one.start === start);
  const taken = own.reduce((sum, { size }) => sum + size, 0);
  const room = here.map(({ size }) => of.maxClass - size);
  const free = demand.splittable ? room.reduce((sum, one) => sum + one, 0) : Math.max(0, ...room);
  const left = Math.min(free, of.capacity - taken);
  const cap = instance.rules.maxClassesPerCollegeTerm;
  const beside = classes.filter((one) => one.college === college && one.start === start).length;
  const another =
    here.length < of.maxClassesPerTerm && taken + of.minClass <= of.capacity && (cap === null || beside < cap);
  const waiting = term.candidates.filter((one) => !served.has(one.demand.id));
  const pool = waiting.reduce((sum, { seats }) => sum + seats, 0);
  const small = another && pool < of.minClass;
  return {
    left,
    mayOpen: another && !small,
    pool: small ? { code: 'pool-too-small', college, programme, start, pool, min: of.minClass } : null,
    share: left >= demand.headcountMin && !(another && !small) ? shareIn(instance, here, demand) : null,
    sitting: here.flatMap(({ seats }) =>
      seats.flatMap((one) => instance.demands.filter(({ id }) => id === one.demand)),
    ),
  };
}

/** The class in which the firm comes nearest to its share; null when one takes it. */
function shareIn({ rules }: PlanInstance, here: readonly PlannedClass[], demand: PlanDemand): WayIn['share'] {
  const percent = rules.oneFirmShare;
  if (percent === null) return null;
  const tries = here.map((one) => {
    const mine = one.seats.filter(({ organisation }) => organisation === demand.organisation);
    const own = mine.reduce((sum, { seats }) => sum + seats, 0) + demand.headcountMin;
    const others = one.size - (own - demand.headcountMin);
    const needed = Math.ceil((own * (100 - percent)) / percent);
    const { college, programme, start } = one;
    return { code: 'share-cap' as const, college, programme, start, percent, others, needed };
  });
  if (tries.length === 0 || tries.some(({ others, needed }) => others >= needed)) return null;
  return tries.toSorted((a, b) => a.needed - a.others - (b.needed - b.others))[0] ?? null;
}
