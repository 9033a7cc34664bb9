import { metresBetween } from '../matching/metres.js';
import { monthNumber } from './month.js';
import type { Month, PlanDemand, PlanInstance, PlanProgramme, TermRef } from './instance.js';
import type { MajorFit } from './plan.js';

/** What keeps a demand out of a programme, in the order in which people should hear of it. */
export type Obstacle = 'major' | 'level' | 'excluded' | 'distance';

/** Best fit first: a preferred major, an acceptable one, one near to either (only where the demand accepts that). */
export function fitOf(demand: PlanDemand, programme: PlanProgramme): MajorFit | null {
  const role = (wanted: string): boolean =>
    demand.majors.some((major) => major.code === programme.majorCode && major.role === wanted);
  if (role('preferred')) return 'exact';
  if (role('acceptable')) return 'acceptable';
  return demand.acceptsNear && isNear(demand, programme) ? 'near' : null;
}

/** Whether the programme's students could fill the demand after extra training. */
export function isNear(demand: PlanDemand, programme: PlanProgramme): boolean {
  return demand.majors.some(({ code }) => programme.nearMajors.includes(code));
}

/** The first obstacle between a demand and a programme, null when there is none. Terms are another matter. */
export function obstacleOf(demand: PlanDemand, programme: PlanProgramme, instance: PlanInstance): Obstacle | null {
  if (fitOf(demand, programme) === null) return 'major';
  if (programme.level < demand.level) return 'level';
  if (isExcluded(demand, programme, instance)) return 'excluded';
  const metres = metresApart(demand, programme);
  const { maxKm } = instance.rules;
  return metres !== null && maxKm !== null && metres > maxKm * 1000 ? 'distance' : null;
}

export function metresApart(demand: PlanDemand, programme: PlanProgramme): number | null {
  return demand.place && programme.place ? metresBetween(demand.place, programme.place) : null;
}

function isExcluded(demand: PlanDemand, { college, id }: PlanProgramme, { exclusions }: PlanInstance): boolean {
  return (
    demand.excludedColleges.includes(college) ||
    demand.excludedProgrammes.some((ref) => ref.college === college && ref.programme === id) ||
    exclusions.some(
      (one) =>
        (one.kind === 'pair' && one.demand === demand.id && one.college === college && one.programme === id) ||
        (one.kind === 'college' && one.college === college) ||
        (one.kind === 'class' && one.start === null && one.college === college && one.programme === id),
    )
  );
}

/** Whether the operator forbids the programme to open a class in that month. */
export function isTermExcluded({ college, programme, start }: TermRef, { exclusions }: PlanInstance): boolean {
  return exclusions.some(
    (one) =>
      (one.kind === 'college' && one.college === college) ||
      (one.kind === 'class' &&
        one.college === college &&
        one.programme === programme &&
        (one.start === null || one.start === start)),
  );
}

/** Months by which a class start lies outside a demand's window; 0 inside. */
export function monthsOutside(demand: PlanDemand, start: Month, { rules }: PlanInstance): number {
  if (demand.start === null) return 0;
  const off = Math.abs(monthNumber(start) - monthNumber(demand.start));
  return Math.max(0, off - toleranceOf(demand, rules.startTolerance));
}

export function toleranceOf(demand: PlanDemand, usual: number): number {
  return demand.startTolerance ?? usual;
}

/** Most seats the demand can have: what it asks for, or what its mentors may guide. */
export function mostSeats(demand: PlanDemand, { rules }: PlanInstance): number {
  if (demand.mentors === null || rules.traineesPerMentor === null) return demand.headcountMax;
  return Math.min(demand.headcountMax, demand.mentors * rules.traineesPerMentor);
}

/** Whether two demands may not lie in one class. */
export function apart(a: PlanDemand, b: PlanDemand): boolean {
  return a.excludedOrganisations.includes(b.organisation) || b.excludedOrganisations.includes(a.organisation);
}
