import { fitOf, isTermExcluded, monthsOutside, mostSeats, obstacleOf } from './eligibility.js';
import type { PlanDemand, PlanInstance, PlanProgramme, TermRef } from './instance.js';
import type { MajorFit } from './plan.js';

/** A programme in one month, with who could join its classes. */
export interface Term extends TermRef {
  readonly index: number;
  readonly of: PlanProgramme;
  readonly candidates: readonly Candidate[];
  /** Seats of all candidates together. */
  readonly pool: number;
  /** Most classes that can open: by the programme's own limits and by who could fill them. */
  readonly classes: number;
}

export interface Candidate {
  readonly demand: PlanDemand;
  /** Its place in `instance.demands`. */
  readonly index: number;
  readonly fit: MajorFit;
  /** Most seats it can have in this term. */
  readonly seats: number;
}

/** Every term of a canonical instance, those in which nothing can open included. */
export function termsOf(instance: PlanInstance): Term[] {
  const leftOut = new Set(instance.exclusions.flatMap((one) => (one.kind === 'demand' ? [one.demand] : [])));
  const open = instance.demands
    .map((demand, index) => ({ demand, index, most: mostSeats(demand, instance) }))
    .filter(({ demand, most }) => most >= demand.headcountMin && !leftOut.has(demand.id));
  return instance.programmes
    .flatMap((of) => of.starts.map((start) => ({ of, college: of.college, programme: of.id, start })))
    .map((term, index) => {
      const candidates = isTermExcluded(term, instance)
        ? []
        : open.flatMap((one) => candidateOf(one.demand, one.index, one.most, term, instance));
      const pool = candidates.reduce((sum, { seats }) => sum + seats, 0);
      return { ...term, index, candidates, pool, classes: classesOf(term.of, pool) };
    });
}

function candidateOf(
  demand: PlanDemand,
  index: number,
  most: number,
  term: TermRef & { readonly of: PlanProgramme },
  instance: PlanInstance,
): Candidate[] {
  const { maxClass, maxClassesPerTerm, capacity } = term.of;
  const seats = Math.min(most, capacity, demand.splittable ? maxClass * maxClassesPerTerm : maxClass);
  if (seats < (demand.splittable ? 1 : demand.headcountMin)) return [];
  if (obstacleOf(demand, term.of, instance) !== null || monthsOutside(demand, term.start, instance) > 0) return [];
  const fit = fitOf(demand, term.of);
  return fit === null ? [] : [{ demand, index, fit, seats }];
}

function classesOf({ maxClassesPerTerm, capacity, minClass }: PlanProgramme, pool: number): number {
  return Math.max(0, Math.min(maxClassesPerTerm, Math.floor(capacity / minClass), Math.floor(pool / minClass)));
}
