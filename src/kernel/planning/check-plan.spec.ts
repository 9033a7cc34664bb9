import { highsSolver } from '../../platform/solver/highs.js';
import { checkPlan, type Violation } from './check-plan.js';
import { usualRules, type PlanInstance, type PlanRules } from './instance.js';
import { planClasses } from './plan-classes.js';
import { demand, programme } from './spec/examples.js';
import type { Plan, PlannedClass } from './plan.js';

/** Two colleges, one class each of two firms; a fifth demand has no seat. */
const instance: PlanInstance = {
  demands: [
    demand({ id: 'a', seats: 13, mentors: 2, place: { lat: 24.9, lng: 118.6 } }),
    demand({ id: 'b', seats: 12 }),
    demand({ id: 'c', seats: 15, majors: [{ code: '510101', role: 'preferred' }] }),
    demand({ id: 'd', seats: 12, majors: [{ code: '510101', role: 'preferred' }] }),
    demand({ id: 'e', majors: [{ code: '999999', role: 'preferred' }] }),
  ],
  programmes: [
    programme({ place: { lat: 24.9, lng: 118.5 }, starts: ['2027-03', '2027-04'] }),
    programme({ college: 'qzxx', id: 'light', majorCode: '510101' }),
  ],
  rules: { ...usualRules, oneFirmShare: 60, maxKm: 80 },
  pins: [{ kind: 'demand', demand: 'a' }],
  exclusions: [],
};
let plan: Plan;

beforeAll(async () => {
  plan = planClasses(instance, await highsSolver({ seconds: 60, cancelled: () => false }));
});

const codes = (given: Plan, of: PlanInstance = instance): string[] => [
  ...new Set(checkPlan(of, given).map(({ code }: Violation) => code)),
];
const withClass = (at: number, change: Partial<PlannedClass>): Plan => ({
  ...plan,
  classes: plan.classes.map((one, n) => (n === at ? { ...one, ...change } : one)),
});
const withRules = (rules: Partial<PlanRules>): PlanInstance => ({
  ...instance,
  rules: { ...instance.rules, ...rules },
});
const withDemand = (id: string, change: object): PlanInstance => ({
  ...instance,
  demands: instance.demands.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const withProgramme = (change: object): PlanInstance => ({
  ...instance,
  programmes: instance.programmes.map((one, n) => (n === 0 ? { ...one, ...change } : one)),
});

describe('the checker', () => {
  it('finds nothing wrong with the plan it is given', () => {
    expect(plan.classes.map(({ size }) => size)).toEqual([25, 27]);
    expect(codes(plan)).toEqual([]);
  });

  it.each<[string, () => string[]]>([
    ['unknown-class', () => codes(withClass(0, { start: '2027-09' }))],
    ['class-size', () => codes(plan, withProgramme({ minClass: 26 }))],
    ['class-size', () => codes(plan, withProgramme({ minClass: 20, maxClass: 24 }))],
    ['class-number', () => codes(withClass(0, { number: 2 }))],
    ['classes-per-term', () => codes(plan, withProgramme({ maxClassesPerTerm: 0 }))],
    ['capacity', () => codes(plan, withProgramme({ capacity: 24 }))],
    ['college-cap', () => codes(plan, withRules({ maxClassesPerCollegeTerm: 0 }))],
    ['seats', () => codes(withSeats({ seats: 12.5 }))],
    ['unknown-demand', () => codes(withSeats({ demand: 'z' }))],
    ['record', () => codes(withSeats({ organisation: 'another firm' }))],
    ['headcount', () => codes(plan, withDemand('a', { headcountMin: 14, headcountMax: 20 }))],
    ['headcount', () => codes(plan, withDemand('a', { headcountMin: 1, headcountMax: 12 }))],
    ['whole', () => codes(twice())],
    ['major', () => codes(withSeats({ fit: 'near' }))],
    ['level', () => codes(plan, withDemand('a', { level: 9 }))],
    ['start', () => codes(plan, withDemand('a', { start: '2028-03' }))],
    ['distance', () => codes(plan, withRules({ maxKm: 5 }))],
    ['excluded', () => codes(plan, withDemand('a', { excludedColleges: ['liming'] }))],
    ['excluded', () => codes(plan, { ...instance, exclusions: [{ kind: 'demand', demand: 'a' }] })],
    ['excluded', () => codes(plan, { ...instance, exclusions: [{ kind: 'college', college: 'qzxx' }] })],
    ['mentors', () => codes(plan, withDemand('a', { mentors: 1 }))],
    ['share', () => codes(plan, withRules({ oneFirmShare: 50 }))],
    [
      'single-firm',
      () =>
        codes(plan, {
          ...withDemand('b', { organisation: 'firm of a' }),
          rules: { ...instance.rules, singleFirmClasses: false },
        }),
    ],
    ['apart', () => codes(plan, withDemand('a', { excludedOrganisations: ['firm of b'] }))],
    ['pin', () => codes(plan, { ...instance, pins: [{ kind: 'demand', demand: 'e' }] })],
    [
      'pin',
      () =>
        codes(plan, {
          ...instance,
          pins: [{ kind: 'class', college: 'qzxx', programme: 'light', start: '2027-03', classes: 2 }],
        }),
    ],
    ['record', () => codes({ ...plan, totals: { ...plan.totals, seats: plan.totals.seats + 1 } })],
    ['record', () => codes({ ...plan, unserved: [] })],
    ['record', () => codes(withClass(1, { exactSeats: 0 }))],
    [
      'proof',
      () =>
        codes({ ...plan, proof: { ...plan.proof, goals: plan.proof.goals.map((one) => ({ ...one, bound: 0 - 1 })) } }),
    ],
  ])('refuses a plan that breaks %s', (code, found) => {
    expect(found()).toContain(code);
  });

  function withSeats(change: object): Plan {
    const [first] = plan.classes;
    return withClass(0, { seats: (first?.seats ?? []).map((one, n) => (n === 0 ? { ...one, ...change } : one)) });
  }

  /** One demand in both classes. */
  function twice(): Plan {
    const [first, second] = plan.classes;
    return withClass(1, { seats: [...(second?.seats ?? []), ...(first?.seats ?? []).slice(0, 1)] });
  }
});
