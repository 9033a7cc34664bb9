import { metresBetween } from '../matching/metres.js';
import type { PlanDemand, PlanInstance, PlanProgramme } from './instance.js';
import type { Violation } from './check-plan.js';
import type { PlannedClass, PlannedSeats } from './plan.js';

/** What one class breaks, read against the programme and the demands alone. */
export function checkClass(instance: PlanInstance, one: PlannedClass): Violation[] {
  const at = [one.college, one.programme, one.start, one.number].join('/');
  const programme = instance.programmes.find(({ college, id }) => college === one.college && id === one.programme);
  if (!programme?.starts.includes(one.start)) return [{ code: 'unknown-class', at }];
  const found: Violation[] = [];
  const size = one.seats.reduce((sum, { seats }) => sum + seats, 0);
  if (size < programme.minClass || size > programme.maxClass) found.push({ code: 'class-size', at });
  const closed = instance.exclusions.some(
    (out) =>
      (out.kind === 'college' && out.college === one.college) ||
      (out.kind === 'class' &&
        out.college === one.college &&
        out.programme === one.programme &&
        (out.start === null || out.start === one.start)),
  );
  if (closed) found.push({ code: 'excluded', at });
  if (new Set(one.seats.map(({ demand }) => demand)).size < one.seats.length) found.push({ code: 'seats', at });
  found.push(...checkFirms(instance, one, size, at));
  for (const seats of one.seats) found.push(...checkSeats(instance, programme, one, seats));
  return found;
}

function checkFirms(instance: PlanInstance, one: PlannedClass, size: number, at: string): Violation[] {
  const { oneFirmShare, singleFirmClasses } = instance.rules;
  const found: Violation[] = [];
  const demands = one.seats.map(({ demand }) => instance.demands.find(({ id }) => id === demand));
  const firms = [...new Set(demands.map((demand) => demand?.organisation))];
  if (firms.length === 1 && !singleFirmClasses) found.push({ code: 'single-firm', at });
  for (const firm of firms) {
    const own = one.seats
      .filter((_, n) => demands[n]?.organisation === firm)
      .reduce((sum, { seats }) => sum + seats, 0);
    if (oneFirmShare !== null && firms.length > 1 && own * 100 > oneFirmShare * size) found.push({ code: 'share', at });
  }
  for (const [n, demand] of demands.entries())
    for (const [m, other] of demands.entries())
      if (n !== m && demand?.excludedOrganisations.includes(other?.organisation ?? ''))
        found.push({ code: 'apart', at });
  return found;
}

function checkSeats(
  instance: PlanInstance,
  programme: PlanProgramme,
  one: PlannedClass,
  seats: PlannedSeats,
): Violation[] {
  const at = `${seats.demand} in ${one.college}/${one.programme}/${one.start}`;
  const demand = instance.demands.find(({ id }) => id === seats.demand);
  if (!demand) return [{ code: 'unknown-demand', at }];
  const found: Violation[] = [];
  if (!Number.isInteger(seats.seats) || seats.seats < 1) found.push({ code: 'seats', at });
  if (seats.organisation !== demand.organisation) found.push({ code: 'record', at });
  if (majorFit(demand, programme) !== seats.fit) found.push({ code: 'major', at });
  if (programme.level < demand.level) found.push({ code: 'level', at });
  if (!startsInTime(demand, one.start, instance.rules.startTolerance)) found.push({ code: 'start', at });
  const { maxKm } = instance.rules;
  if (maxKm !== null && demand.place && programme.place && metresBetween(demand.place, programme.place) > maxKm * 1000)
    found.push({ code: 'distance', at });
  const out =
    demand.excludedColleges.includes(programme.college) ||
    demand.excludedProgrammes.some((ref) => ref.college === programme.college && ref.programme === programme.id) ||
    instance.exclusions.some(
      (pair) =>
        pair.kind === 'pair' &&
        pair.demand === demand.id &&
        pair.college === programme.college &&
        pair.programme === programme.id,
    );
  if (out) found.push({ code: 'excluded', at });
  return found;
}

function majorFit({ majors, acceptsNear }: PlanDemand, { majorCode, nearMajors }: PlanProgramme): string | null {
  const named = majors.filter(({ code }) => code === majorCode);
  if (named.some(({ role }) => role === 'preferred')) return 'exact';
  if (named.length > 0) return 'acceptable';
  return acceptsNear && majors.some(({ code }) => nearMajors.includes(code)) ? 'near' : null;
}

function startsInTime(demand: PlanDemand, start: string, usual: number): boolean {
  if (demand.start === null) return true;
  const [year = 0, month = 0] = start.split('-').map(Number);
  const [wantedYear = 0, wantedMonth = 0] = demand.start.split('-').map(Number);
  return Math.abs((year - wantedYear) * 12 + month - wantedMonth) <= (demand.startTolerance ?? usual);
}
