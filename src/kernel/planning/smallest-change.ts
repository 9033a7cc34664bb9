import { componentsOf } from './components.js';
import { canonical } from './canonical.js';
import { collegeTerm } from './college-term.js';
import { termsOf } from './terms.js';
import { planClasses, type PlanLimits } from './plan-classes.js';
import type { PlanDemand, PlanInstance, TermRef } from './instance.js';
import type { Solver } from './mip.js';

/** What asks whether a demand could be served looks only at what hangs together with it: the rest stays as it is. */
export function partAround(instance: PlanInstance, demandId: string): PlanInstance {
  const given = canonical(instance);
  const terms = termsOf(given).filter(({ classes }) => classes > 0);
  const caps = new Set(instance.rules.maxClassesPerCollegeTerm === null ? [] : terms.map(collegeTerm));
  const own = componentsOf(terms, caps).find((part) =>
    part.some(({ candidates }) => candidates.some(({ demand }) => demand.id === demandId)),
  );
  const programmes = new Set((own ?? []).map(({ of }) => of));
  const demands = new Set(
    (own ?? []).flatMap(({ candidates }) => candidates.map(({ demand }) => demand.id)).concat(demandId),
  );
  const offered = given.programmes.filter((one) => programmes.has(one));
  return {
    ...given,
    demands: given.demands.filter(({ id }) => demands.has(id)),
    programmes: offered,
    // A pin on a demand of another part asks for none of these classes: where it could not be kept, nothing could.
    pins: given.pins.filter(
      (pin) =>
        (!('demand' in pin) || demands.has(pin.demand)) &&
        (pin.kind === 'demand' || offered.some(({ college, id }) => college === pin.college && id === pin.programme)),
    ),
    exclusions: given.exclusions.filter((one) => !('demand' in one) || demands.has(one.demand)),
  };
}

/**
 * Whether some plan that keeps all pins serves the demand too, where the pins as such can be kept; null when that was
 * not settled in time.
 */
export function canServe(instance: PlanInstance, demandId: string, solver: Solver, limits: PlanLimits): boolean | null {
  const part = partAround(instance, demandId);
  const asked = {
    ...part,
    pins: [...part.pins, { kind: 'demand' as const, demand: demandId }],
    rules: { ...part.rules, goals: ['priority' as const] },
  };
  const plan = planClasses(
    { ...asked, demands: asked.demands.map((one) => ({ ...one, priority: 0 })) },
    solver,
    limits,
  );
  if (plan.classes.some(({ seats }) => seats.some(({ demand }) => demand === demandId))) return true;
  return plan.proof.status === 'infeasible' ? false : null;
}

/**
 * The smallest number of further people, of a firm that is not there yet, with whom the demand has its seats in that
 * programme and month: found by solving, so that one fewer is known not to do. null when `most` do not either, or
 * when the time ran out.
 */
export function fewestMore(
  instance: PlanInstance,
  demandId: string,
  term: TermRef,
  most: number,
  solver: Solver,
  limits: PlanLimits,
): number | null {
  const serves = (people: number): boolean | null =>
    canServe(withMore(instance, term, people), demandId, solver, limits);
  if (serves(most) !== true) return null;
  let [least, enough] = [0, most];
  while (enough - least > 1) {
    const middle = (least + enough) >> 1;
    const answer = serves(middle);
    if (answer === null) return null;
    if (answer) enough = middle;
    else least = middle;
  }
  return enough;
}

/** The instance with up to so many more people who would join that programme in that month, and nothing else. */
export function withMore(instance: PlanInstance, term: TermRef, people: number): PlanInstance {
  const of = instance.programmes.find(({ college, id }) => college === term.college && id === term.programme);
  if (!of) return instance;
  const more: PlanDemand = {
    id: 'more people',
    organisation: 'another firm',
    headcountMin: 1,
    headcountMax: people,
    level: 0,
    majors: [{ code: of.majorCode, role: 'preferred' }],
    acceptsNear: false,
    start: term.start,
    startTolerance: 0,
    excludedOrganisations: [],
    excludedColleges: [],
    excludedProgrammes: instance.programmes
      .filter((one) => one !== of)
      .map(({ college, id }) => ({ college, programme: id })),
    mentors: null,
    splittable: true,
    priority: 0,
    place: null,
  };
  return { ...instance, demands: [...instance.demands, more] };
}
