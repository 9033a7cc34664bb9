import { metresBetween } from '../../matching/metres.js';
import type { PlanInstance, PlanProgramme } from '../instance.js';

/** A class that might open, in the brute force's own words. */
interface Place {
  readonly programme: PlanProgramme;
  readonly start: string;
}

/** About a second of trying; a few instances in a thousand would take minutes. */
const STEPS = 1_000_000;

/** Seats of demand d in place c. */
type Grid = number[][];

/**
 * The best value of every goal, in order, by trying everything: each number of classes per programme and month, each
 * spread of each demand. null when the pins cannot be kept, `too-many` when that would take more than `STEPS`. For at most
 * a handful of demands and classes.
 */
export function bruteForce(instance: PlanInstance): number[] | null | 'too-many' {
  let steps = 0;
  const demands = instance.demands.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let best: number[] | null = null;
  for (const places of placeSets(instance)) {
    const rows = demands.map((demand) => rowsOf(instance, demand, places));
    const first = firstGoal(instance, places);
    const worthOf = (d: number, row: readonly number[]): number =>
      row.reduce((sum, seats, c) => sum + seats * first.worth(demands[d], places[c]), 0);
    /** Most that the demands from d on can still bring: to a place, and to the first goal. */
    const hope = rows.map((_, d) =>
      places.map((_p, c) => rows.slice(d).reduce((sum, list) => sum + Math.max(...list.map((row) => row[c] ?? 0)), 0)),
    );
    const most = rows.map((_, d) =>
      rows.slice(d).reduce((sum, list, n) => sum + Math.max(...list.map((row) => worthOf(d + n, row))), 0),
    );
    const grid: Grid = [];
    const size = places.map(() => 0);
    let worth = first.fixed;
    const hopeless = (d: number): boolean =>
      places.some(
        ({ programme }, c) =>
          (size[c] ?? 0) > programme.maxClass || (size[c] ?? 0) + (hope[d]?.[c] ?? 0) < programme.minClass,
      ) ||
      (best !== null && worth + (most[d] ?? 0) < (best[0] ?? 0));
    const visit = (d: number): void => {
      steps += 1;
      if (steps > STEPS || hopeless(d)) return;
      if (d === demands.length) {
        const value = valued(instance, demands, places, grid);
        if (value && (best === null || less(best, value))) best = value;
        return;
      }
      for (const row of rows[d] ?? []) {
        row.forEach((seats, c) => (size[c] = (size[c] ?? 0) + seats));
        worth += worthOf(d, row);
        grid[d] = row;
        visit(d + 1);
        worth -= worthOf(d, row);
        row.forEach((seats, c) => (size[c] = (size[c] ?? 0) - seats));
      }
    };
    visit(0);
    if (steps > STEPS) return 'too-many';
  }
  return best;
}

/** What the first goal counts: for a seat, and for the open classes by themselves. */
function firstGoal({ rules, programmes }: PlanInstance, places: readonly Place[]) {
  const goal = rules.goals[0];
  return {
    fixed: goal === 'classes' ? 0 - places.length : goal === 'start' ? 0 - waited(programmes, places) : 0,
    worth(demand: PlanInstance['demands'][number] | undefined, place: Place | undefined): number {
      if (!demand || !place) return 0;
      if (goal === 'exact') return fit(demand, place.programme) === 'exact' ? 1 : 0;
      return goal === 'seats' ? 1 : goal === 'priority' ? demand.priority : 0;
    },
  };
}

function waited(programmes: readonly PlanProgramme[], places: readonly Place[]): number {
  const first = Math.min(...programmes.flatMap(({ starts }) => starts.map(index)));
  return places.reduce((sum, { start }) => sum + index(start) - first, 0);
}

/** Every choice of how many classes open where. */
function placeSets({ programmes, exclusions }: PlanInstance): Place[][] {
  let sets: Place[][] = [[]];
  for (const programme of programmes)
    for (const start of new Set(programme.starts)) {
      const closed = exclusions.some(
        (one) =>
          (one.kind === 'college' && one.college === programme.college) ||
          (one.kind === 'class' &&
            one.college === programme.college &&
            one.programme === programme.id &&
            (one.start ?? start) === start),
      );
      const counts = closed ? [0] : Array.from({ length: programme.maxClassesPerTerm + 1 }, (_, n) => n);
      sets = sets.flatMap((set) =>
        counts.map((n) => [...set, ...Array.from({ length: n }, () => ({ programme, start }))]),
      );
    }
  return sets;
}

/** Every way to seat one demand in the open classes, none of its seats included. */
function rowsOf(instance: PlanInstance, demand: PlanInstance['demands'][number], places: readonly Place[]): number[][] {
  const { rules } = instance;
  const guided =
    demand.mentors === null || rules.traineesPerMentor === null ? Infinity : demand.mentors * rules.traineesPerMentor;
  const most = Math.min(demand.headcountMax, guided);
  const none = places.map(() => 0);
  if (instance.exclusions.some((one) => one.kind === 'demand' && one.demand === demand.id)) return [none];
  const may = places.map(({ programme, start }) => mayJoin(instance, demand, programme, start));
  let rows: number[][] = [[]];
  for (const allowed of may)
    rows = rows.flatMap((row) => {
      const used = row.reduce((sum, seats) => sum + seats, 0);
      return Array.from({ length: (allowed ? Math.max(0, most - used) : 0) + 1 }, (_, seats) => [...row, seats]);
    });
  return rows.filter((row) => {
    const seats = row.reduce((sum, one) => sum + one, 0);
    if (seats === 0) return true;
    return (
      seats >= demand.headcountMin && seats <= most && (demand.splittable || row.filter((one) => one > 0).length === 1)
    );
  });
}

function mayJoin(
  instance: PlanInstance,
  demand: PlanInstance['demands'][number],
  programme: PlanProgramme,
  start: string,
): boolean {
  const { rules, exclusions } = instance;
  if (fit(demand, programme) === '') return false;
  if (programme.level < demand.level) return false;
  if (demand.excludedColleges.includes(programme.college)) return false;
  if (demand.excludedProgrammes.some((ref) => ref.college === programme.college && ref.programme === programme.id))
    return false;
  if (
    exclusions.some(
      (one) =>
        one.kind === 'pair' &&
        one.demand === demand.id &&
        one.college === programme.college &&
        one.programme === programme.id,
    )
  )
    return false;
  if (
    rules.maxKm !== null &&
    demand.place &&
    programme.place &&
    metresBetween(demand.place, programme.place) > rules.maxKm * 1000
  )
    return false;
  return (
    demand.start === null ||
    Math.abs(index(start) - index(demand.start)) <= (demand.startTolerance ?? rules.startTolerance)
  );
}

const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));

function fit(demand: PlanInstance['demands'][number], programme: PlanProgramme): string {
  const roles = demand.majors.filter(({ code }) => code === programme.majorCode).map(({ role }) => role);
  if (roles.includes('preferred')) return 'exact';
  if (roles.length > 0) return 'acceptable';
  return demand.acceptsNear && demand.majors.some(({ code }) => programme.nearMajors.includes(code)) ? 'near' : '';
}

/** The goals of a full grid, greater is better; null when it breaks a rule. */
function valued(
  instance: PlanInstance,
  demands: PlanInstance['demands'],
  places: readonly Place[],
  grid: Grid,
): number[] | null {
  const { rules, pins } = instance;
  const at = (d: number, c: number): number => grid[d]?.[c] ?? 0;
  const sizes = places.map((_, c) => demands.reduce((sum, _d, d) => sum + at(d, c), 0));
  for (const [c, place] of places.entries()) {
    if ((sizes[c] ?? 0) < place.programme.minClass) return null;
    const here = demands.flatMap((demand, d) => (at(d, c) > 0 ? [{ demand, seats: at(d, c) }] : []));
    const firms = new Map<string, number>();
    for (const { demand, seats } of here) firms.set(demand.organisation, (firms.get(demand.organisation) ?? 0) + seats);
    if (firms.size === 1 && !rules.singleFirmClasses) return null;
    if (
      firms.size > 1 &&
      rules.oneFirmShare !== null &&
      Math.max(...firms.values()) * 100 > rules.oneFirmShare * (sizes[c] ?? 0)
    )
      return null;
    for (const a of here)
      for (const b of here) if (a !== b && a.demand.excludedOrganisations.includes(b.demand.organisation)) return null;
  }
  for (const programme of instance.programmes) {
    const seats = places.reduce((sum, place, c) => sum + (place.programme === programme ? (sizes[c] ?? 0) : 0), 0);
    if (seats > programme.capacity) return null;
  }
  for (const {
    programme: { college },
    start,
  } of places) {
    const same = places.filter((other) => other.programme.college === college && other.start === start).length;
    if (rules.maxClassesPerCollegeTerm !== null && same > rules.maxClassesPerCollegeTerm) return null;
  }
  const served = demands.map((_, d) => places.some((_p, c) => at(d, c) > 0));
  for (const pin of pins) {
    const d = demands.findIndex(({ id }) => 'demand' in pin && id === pin.demand);
    if (pin.kind === 'demand') {
      if (!served[d]) return null;
      continue;
    }
    const there = [...places.keys()].filter((c) => {
      const place = places[c];
      return (
        place?.programme.college === pin.college && place.programme.id === pin.programme && place.start === pin.start
      );
    });
    if (pin.kind === 'class' && there.length < pin.classes) return null;
    if (pin.kind === 'seats' && there.reduce((sum, c) => sum + at(d, c), 0) < pin.seats) return null;
  }
  let seats = 0;
  let priority = 0;
  let exact = 0;
  for (const [d, demand] of demands.entries())
    for (const [c, { programme }] of places.entries()) {
      seats += at(d, c);
      priority += at(d, c) * demand.priority;
      if (fit(demand, programme) === 'exact') exact += at(d, c);
    }
  const wait = waited(instance.programmes, places);
  const value = { seats, priority, exact, classes: 0 - places.length, start: 0 - wait };
  const order = served.reduce((sum, yes, d) => sum + (yes ? demands.length - d : 0), 0);
  return [...rules.goals.map((goal) => value[goal]), order];
}

function less(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((value, n) => value !== b[n]);
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0);
}
