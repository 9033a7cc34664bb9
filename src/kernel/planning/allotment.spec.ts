import fc from 'fast-check';
import { highsSolver } from '../../platform/solver/highs.js';
import { canonical } from './canonical.js';
import { checkPlan } from './check-plan.js';
import { collegeTerm } from './college-term.js';
import { planClasses } from './plan-classes.js';
import { solveComponent } from './solve-component.js';
import { demand, programme } from './spec/examples.js';
import { termsOf } from './terms.js';
import { usualRules } from './instance.js';
import type { PlanInstance } from './instance.js';
import type { Solver } from './mip.js';

let solver: Solver;

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

const majors = ['m0', 'm1', 'm2', 'm3', 'm4'];
const months = ['2027-03', '2027-04'];

/** Majors that nothing joins but the classes one or two colleges may open in a month. */
const shared: fc.Arbitrary<PlanInstance> = fc
  .record({
    demands: fc.array(
      fc.record({
        major: fc.constantFrom(...majors),
        headcountMin: fc.integer({ min: 1, max: 4 }),
        extra: fc.integer({ min: 0, max: 2 }),
        splittable: fc.boolean(),
        priority: fc.constantFrom(0, 0, 1),
        start: fc.constantFrom(null, ...months),
      }),
      { minLength: 8, maxLength: 22, size: 'max' },
    ),
    programmes: fc.array(
      fc.record({
        college: fc.constantFrom('a', 'a', 'b'),
        major: fc.constantFrom(...majors),
        minClass: fc.integer({ min: 1, max: 5 }),
        room: fc.integer({ min: 0, max: 4 }),
        maxClassesPerTerm: fc.constantFrom(1, 2, 3),
        starts: fc.constantFrom(months, [months[0] as string], [months[1] as string]),
      }),
      { minLength: 4, maxLength: 8, size: 'max' },
    ),
    most: fc.integer({ min: 1, max: 4 }),
    pinned: fc.option(fc.nat(), { freq: 5 }),
  })
  .map(({ demands, programmes, most, pinned }) => ({
    demands: demands.map(({ major, extra, ...one }, n) =>
      demand({
        ...one,
        id: `d${String(n).padStart(2, '0')}`,
        headcountMax: one.headcountMin + extra,
        majors: [{ code: major, role: 'preferred' }],
        startTolerance: 0,
      }),
    ),
    programmes: programmes.map(({ major, room, ...one }, n) =>
      programme({ ...one, id: `p${n}`, majorCode: major, maxClass: one.minClass + room, capacity: 30 }),
    ),
    rules: { ...usualRules, maxClassesPerCollegeTerm: most },
    pins:
      pinned === null
        ? []
        : [{ kind: 'demand' as const, demand: `d${String(pinned % demands.length).padStart(2, '0')}` }],
    exclusions: [],
  }));

describe('caps shared out between components', () => {
  it('gives what planning everything together gives, goal by goal', () => {
    let tight = 0;
    fc.assert(
      fc.property(shared, (instance) => {
        const given = canonical(instance);
        const terms = termsOf(given).filter(({ classes }) => classes > 0);
        const most = given.rules.maxClassesPerCollegeTerm ?? 0;
        const caps = new Map(terms.map((term) => [collegeTerm(term), most]));
        fc.pre(
          given.pins.every(
            (pin) =>
              pin.kind === 'demand' &&
              terms.some(({ candidates }) => candidates.some(({ demand: { id } }) => id === pin.demand)),
          ),
        );
        const together = solveComponent(given, terms, caps, solver, 20_000);
        const plan = planClasses(instance, solver);
        expect(plan.proof.status).toBe(together.status);
        expect(checkPlan(instance, plan).filter(({ code }) => code !== 'pin')).toEqual([]);
        if (together.status === 'infeasible') return;
        expect(together.goals.every(({ value, bound }) => value === bound)).toBe(true);
        expect(plan.proof.goals.every(({ proven }) => proven)).toBe(true);
        expect(plan.proof.goals.map(({ value }) => value)).toEqual(together.goals.map(({ value }) => Math.abs(value)));
        const free = planClasses({ ...instance, rules: { ...instance.rules, maxClassesPerCollegeTerm: null } }, solver);
        if (free.classes.length > plan.classes.length) tight += 1;
      }),
      { numRuns: 60 },
    );
    expect(tight).toBeGreaterThan(8);
  });
});
