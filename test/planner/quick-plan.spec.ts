import fc from 'fast-check';
import { zoneInstance } from '../../bench/zone/zone-instance.js';
import { plannedClasses, totalsOf } from '../../src/kernel/planning/assemble.js';
import { canonical } from '../../src/kernel/planning/canonical.js';
import { checkPlan } from '../../src/kernel/planning/check-plan.js';
import { usualRules, type PlanInstance } from '../../src/kernel/planning/instance.js';
import { planClasses } from '../../src/kernel/planning/plan-classes.js';
import { bruteForce } from '../../src/kernel/planning/spec/brute-force.js';
import { instances } from '../../src/kernel/planning/spec/arbitraries.js';
import { demand, programme } from '../../src/kernel/planning/spec/examples.js';
import { termsOf } from '../../src/kernel/planning/terms.js';
import { reasonsFor } from '../../src/kernel/planning/unserved.js';
import type { Plan } from '../../src/kernel/planning/plan.js';
import type { Solver } from '../../src/kernel/planning/mip.js';
import { quickPlan, type QuickPlan } from '../../src/kernel/planning/anytime/quick-plan.js';

const effort = { rounds: 1, priceSteps: 60 };

/** The quick plan as people would see it, with nothing proven. */
function planOf(given: PlanInstance, { openings }: QuickPlan): Plan {
  const classes = plannedClasses(openings);
  const totals = totalsOf(given, classes);
  const unserved = reasonsFor(given, termsOf(given), classes, { status: 'limit' });
  return { classes, unserved, totals, proof: { status: 'limit', goals: [], nodes: 0 } };
}

/** Its first programme may start in three months, each with one class. */
const withLongProgramme = (instance: PlanInstance): PlanInstance => ({
  ...instance,
  programmes: instance.programmes.map((one, at) =>
    at > 0 ? one : { ...one, starts: ['2027-03', '2027-05', '2027-09'], maxClassesPerTerm: 1 },
  ),
});

const withSplittable = (instance: PlanInstance): PlanInstance => ({
  ...instance,
  demands: instance.demands.map((one) => ({ ...one, splittable: true })),
});

describe('a plan made without a solver', () => {
  it('keeps every rule, and its bound is below nothing that trying everything finds', () => {
    let [tried, full, some] = [0, 0, 0];
    fc.assert(
      fc.property(instances(7), fc.boolean(), fc.constantFrom(true, false, false, false), (plain, year, split) => {
        const long = year ? withLongProgramme(plain) : plain;
        const drawn = split ? withSplittable(long) : long;
        const given = canonical({ ...drawn, pins: [], rules: { ...drawn.rules, goals: ['seats'] } });
        const best = bruteForce(given);
        fc.pre(best !== null && best !== 'too-many');
        const quick = quickPlan(given, termsOf(given), effort);
        expect(checkPlan(given, planOf(given, quick))).toEqual([]);
        const seats = best[0] ?? 0;
        expect(quick.seats).toBeLessThanOrEqual(seats);
        expect(quick.bound).toBeGreaterThanOrEqual(seats);
        tried += 1;
        if (quick.seats === seats) full += 1;
        if (quick.seats > 0) some += 1;
      }),
      { numRuns: 1000 },
    );
    expect(tried).toBeGreaterThan(900);
    expect(some).toBeGreaterThan(200);
    expect(full / tried).toBeGreaterThan(0.5);
  });

  it('seats nobody beside a firm that is refused, also where seats are given to who has too few', () => {
    const firms: [string, number, number, string[]][] = [['B', 1, 1, []], ['A', 1, 2, ['A']], ['D', 1, 3, []], ['A', 3, 3, []]]; // prettier-ignore
    const given = canonical({
      demands: firms.map(
        ([organisation, headcountMin, headcountMax, excludedOrganisations], n) =>
        demand({ id: `d${n}`, organisation, headcountMin, headcountMax, excludedOrganisations, splittable: true, start: null }), // prettier-ignore
      ),
      programmes: [programme({ starts: ['2027-09', '2027-03'], minClass: 4, maxClass: 4, capacity: 8 })],
      rules: { ...usualRules, goals: ['seats'], oneFirmShare: 50, startTolerance: 0 },
      pins: [],
      exclusions: [],
    });
    const quick = quickPlan(given, termsOf(given), effort);
    expect(checkPlan(given, planOf(given, quick))).toEqual([]);
    expect(quick.seats).toBe(4);
  });

  it('is what a large plan falls back on when the search is stopped, with its bound, the same each time', () => {
    const instance = zoneInstance(4, { demands: 240, programmes: 40 });
    const none: Solver = {
      solve: () => ({ status: 'stopped', values: null, bound: -Infinity, nodes: 0 }),
      relax: () => ({
        minimise: () => null,
        limit: () => undefined,
        row: () => undefined,
        limitRow: () => undefined,
        close: () => undefined,
      }),
    };
    const plan = planClasses(instance, none);
    expect(plan.proof.status).toBe('cancelled');
    expect(checkPlan(instance, plan)).toEqual([]);
    const [seats] = plan.proof.goals;
    const given = canonical(instance);
    const quick = quickPlan(given, termsOf(given));
    expect(seats).toMatchObject({ goal: 'seats', value: quick.seats, bound: quick.bound });
    expect((seats?.gap ?? Infinity) / quick.seats).toBeLessThan(0.04);
    expect(JSON.stringify(planClasses(instance, none))).toBe(JSON.stringify(plan));
  });

  it('does without demands, and without classes', () => {
    const empty: PlanInstance = { demands: [], programmes: [], rules: usualRules, pins: [], exclusions: [] };
    expect(quickPlan(empty, [], effort)).toEqual({ openings: [], seats: 0, bound: 0 });
  });
});
