import { waysIn } from './ways-in.js';
import {
  apart,
  isNear,
  isTermExcluded,
  metresApart,
  monthsOutside,
  mostSeats,
  obstacleOf,
  toleranceOf,
  fitOf,
} from './eligibility.js';
import type { PlanDemand, PlanInstance } from './instance.js';
import type { PlannedClass, Proof, UnservedDemand } from './plan.js';
import type { UnservedReason } from './reasons.js';
import type { Term } from './terms.js';

/** Every demand without a seat, with what binds. Nothing is solved here: prices and smallest changes are `explainDemand`'s. */
export function reasonsFor(
  instance: PlanInstance,
  terms: readonly Term[],
  classes: readonly PlannedClass[],
  proof: Pick<Proof, 'status'>,
): UnservedDemand[] {
  const served = new Set(classes.flatMap(({ seats }) => seats.map(({ demand }) => demand)));
  return instance.demands
    .filter(({ id }) => !served.has(id))
    .map((demand) => ({
      demand: demand.id,
      organisation: demand.organisation,
      headcountMin: demand.headcountMin,
      headcountMax: demand.headcountMax,
      reasons: [
        notEligible(instance, demand) ??
          noRoom(instance, demand, terms, classes, served) ?? {
            code: proof.status === 'optimal' ? 'outweighed' : proof.status === 'infeasible' ? 'no-plan' : 'not-settled',
          },
      ],
    }));
}

/** Why it could not be served by any plan at all. */
export function notEligible(instance: PlanInstance, demand: PlanDemand): UnservedReason | null {
  if (instance.exclusions.some((one) => one.kind === 'demand' && one.demand === demand.id)) return { code: 'left-out' };
  const { programmes, rules } = instance;
  const taught = programmes.filter((programme) => fitOf(demand, programme) !== null);
  if (taught.length === 0) {
    const near = programmes.filter((programme) => isNear(demand, programme)).length;
    return { code: 'no-programme', majors: demand.majors.map(({ code }) => code), near };
  }
  const past = (...obstacles: string[]) =>
    taught.filter((programme) => !obstacles.includes(obstacleOf(demand, programme, instance) ?? ''));
  const level = past('level');
  if (level.length === 0)
    return { code: 'level', wanted: demand.level, best: Math.max(...taught.map((one) => one.level)) };
  const allowed = past('level', 'excluded');
  if (allowed.length === 0) return { code: 'excluded', programmes: level.length };
  const within = past('level', 'excluded', 'distance');
  if (within.length === 0) {
    const metres = allowed.map((programme) => metresApart(demand, programme) ?? Infinity);
    return { code: 'distance', maxKm: rules.maxKm ?? 0, nearestMetres: Math.min(...metres) };
  }
  const starts = within.flatMap(({ college, id, starts: months }) =>
    months.map((start) => ({ college, programme: id, start, outside: monthsOutside(demand, start, instance) })),
  );
  const inTime = starts.filter(({ outside }) => outside === 0);
  if (inTime.length === 0) {
    const nearest = starts.toSorted((a, b) => a.outside - b.outside || (a.start < b.start ? -1 : 1))[0];
    return {
      code: 'start-window',
      wanted: demand.start,
      tolerance: toleranceOf(demand, rules.startTolerance),
      nearest: nearest?.start ?? null,
      monthsOutside: nearest?.outside ?? 0,
    };
  }
  if (inTime.every((term) => isTermExcluded(term, instance))) return { code: 'excluded', programmes: within.length };
  return mentorsMissing(instance, demand);
}

function mentorsMissing({ rules: { traineesPerMentor } }: PlanInstance, demand: PlanDemand): UnservedReason | null {
  if (demand.mentors === null || traineesPerMentor === null) return null;
  if (demand.mentors * traineesPerMentor >= demand.headcountMin) return null;
  const needed = Math.ceil(demand.headcountMin / Math.max(1, traineesPerMentor));
  return { code: 'mentors', mentors: demand.mentors, needed, perMentor: traineesPerMentor };
}

/** What stands in its way in this plan, in the class that comes nearest. */
function noRoom(
  instance: PlanInstance,
  demand: PlanDemand,
  terms: readonly Term[],
  classes: readonly PlannedClass[],
  served: ReadonlySet<string>,
): UnservedReason | null {
  const needed = demand.headcountMin;
  const mine = terms.filter(({ candidates }) => candidates.some((one) => one.demand.id === demand.id));
  const seatsOf = (term: Term): number => term.candidates.find((one) => one.demand.id === demand.id)?.seats ?? 0;
  const largest = mine.reduce(
    (sum, term) => (demand.splittable ? sum + seatsOf(term) : Math.max(sum, seatsOf(term))),
    0,
  );
  if (largest < needed) {
    const room = instance.programmes.filter((one) => obstacleOf(demand, one, instance) === null);
    const sizes = room.map((one) =>
      Math.min(one.capacity, one.maxClass * (demand.splittable ? one.maxClassesPerTerm : 1)),
    );
    const most = Math.max(largest, ...sizes, 0);
    return { code: 'too-large', needed, largest: Math.min(most, mostSeats(demand, instance)) };
  }
  const ways = mine.map((term) => waysIn(instance, term, classes, demand, served));
  const pools = ways.flatMap((way) => (way.pool ? [way.pool] : []));
  const open = ways.filter((way) => way.mayOpen || way.left >= needed);
  const firms = new Set(mine.flatMap(({ candidates }) => candidates.map((one) => one.demand.organisation)));
  if (firms.size === 1 && !instance.rules.singleFirmClasses) return { code: 'single-firm' };
  if (open.length === 0 && pools.length === 0)
    return { code: 'capacity', needed, left: ways.reduce((most, { left }) => Math.max(most, left), 0) };
  if (open.length === 0) return pools.toSorted((a, b) => a.min - a.pool - (b.min - b.pool))[0] ?? null;
  const shares = open.flatMap((way) => (way.share ? [way.share] : []));
  if (shares.length === open.length)
    return shares.toSorted((a, b) => a.needed - a.others - (b.needed - b.others))[0] ?? null;
  const foes = open.flatMap(({ sitting }) => sitting.filter((other) => apart(other, demand)));
  const blocked = open.every((way) => !way.mayOpen && way.sitting.some((other) => apart(other, demand)));
  if (blocked)
    return { code: 'apart', organisations: [...new Set(foes.map(({ organisation }) => organisation))].toSorted() };
  return null;
}
