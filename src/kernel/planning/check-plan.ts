import { checkClass } from './check-class.js';
import { checkRecord } from './check-record.js';
import type { PlanInstance } from './instance.js';
import type { Plan } from './plan.js';

/** A rule a plan breaks: which, and where. */
export interface Violation {
  readonly code:
    | 'unknown-class'
    | 'unknown-demand'
    | 'class-size'
    | 'class-number'
    | 'classes-per-term'
    | 'capacity'
    | 'college-cap'
    | 'seats'
    | 'headcount'
    | 'whole'
    | 'major'
    | 'level'
    | 'start'
    | 'distance'
    | 'excluded'
    | 'mentors'
    | 'share'
    | 'single-firm'
    | 'apart'
    | 'pin'
    | 'record'
    | 'proof';
  readonly at: string;
}

/**
 * Reads a plan against the instance's own words, in whole numbers, and tells every rule it breaks. It knows nothing of
 * how plans are made: no code of the model is used here, so a fault there is seen here.
 */
export function checkPlan(instance: PlanInstance, plan: Plan): Violation[] {
  return [
    ...plan.classes.flatMap((one) => checkClass(instance, one)),
    ...checkProgrammes(instance, plan),
    ...checkDemands(instance, plan),
    ...checkPins(instance, plan),
    ...checkRecord(instance, plan),
  ];
}

function checkProgrammes(instance: PlanInstance, { classes }: Plan): Violation[] {
  const found: Violation[] = [];
  for (const { college, id, capacity, maxClassesPerTerm } of instance.programmes) {
    const own = classes.filter((one) => one.college === college && one.programme === id);
    if (own.reduce((sum, { size }) => sum + size, 0) > capacity)
      found.push({ code: 'capacity', at: `${college}/${id}` });
    for (const start of new Set(own.map((one) => one.start))) {
      const numbers = own.filter((one) => one.start === start).map((one) => one.number);
      const at = `${college}/${id}/${start}`;
      if (numbers.length > maxClassesPerTerm) found.push({ code: 'classes-per-term', at });
      if (!numbers.sort((a, b) => a - b).every((number, before) => number === before + 1))
        found.push({ code: 'class-number', at });
    }
  }
  const most = instance.rules.maxClassesPerCollegeTerm;
  if (most === null) return found;
  for (const one of classes) {
    const same = classes.filter(({ college, start }) => college === one.college && start === one.start);
    if (same.length > most && same[0] === one) found.push({ code: 'college-cap', at: `${one.college}/${one.start}` });
  }
  return found;
}

function checkDemands(instance: PlanInstance, { classes }: Plan): Violation[] {
  return instance.demands.flatMap((demand): Violation[] => {
    const own = classes.flatMap(({ seats }) => seats.filter((one) => one.demand === demand.id));
    if (own.length === 0) return [];
    const at = demand.id;
    const seats = own.reduce((sum, one) => sum + one.seats, 0);
    const found: Violation[] = [];
    if (seats < demand.headcountMin || seats > demand.headcountMax) found.push({ code: 'headcount', at });
    if (!demand.splittable && own.length > 1) found.push({ code: 'whole', at });
    const { traineesPerMentor } = instance.rules;
    if (demand.mentors !== null && traineesPerMentor !== null && seats > demand.mentors * traineesPerMentor)
      found.push({ code: 'mentors', at });
    if (instance.exclusions.some((one) => one.kind === 'demand' && one.demand === demand.id))
      found.push({ code: 'excluded', at });
    return found;
  });
}

function checkPins({ pins }: PlanInstance, { classes }: Plan): Violation[] {
  return pins.flatMap((pin): Violation[] => {
    if (pin.kind === 'demand') {
      const served = classes.some(({ seats }) => seats.some(({ demand }) => demand === pin.demand));
      return served ? [] : [{ code: 'pin', at: pin.demand }];
    }
    const there = classes.filter(
      (one) => one.college === pin.college && one.programme === pin.programme && one.start === pin.start,
    );
    const own = there.flatMap(({ seats }) => seats.filter((one) => pin.kind === 'seats' && one.demand === pin.demand));
    const kept =
      pin.kind === 'class' ? there.length >= pin.classes : own.reduce((sum, one) => sum + one.seats, 0) >= pin.seats;
    return kept ? [] : [{ code: 'pin', at: `${pin.college}/${pin.programme}/${pin.start}` }];
  });
}
