import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { highsSolver } from '../../../platform/solver/highs.js';
import { checkFacilities } from './check-facilities.js';
import { locate as locateOrNot } from './locate.js';
import type { Solver } from '../mip.js';
import type { FacilityInstance, FacilityPlan } from './facility-instance.js';

let solver: Solver;

const locate = (...given: Parameters<typeof locateOrNot>): FacilityPlan | null => {
  const plan = locateOrNot(...given);
  return plan.open === null ? null : plan;
};

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

/** A clock that has run out after so many looks: no test here waits for time. */
const looks = (most: number): (() => number) => {
  let at = 0;
  return () => at++ / most;
};

const number = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most });
const instances = (singleSource: boolean): fc.Arbitrary<FacilityInstance> =>
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 })).chain(([facilities, customers]) =>
    fc.record({
      capacity: fc.array(number(12), { minLength: facilities, maxLength: facilities }),
      fixed: fc.array(number(30), { minLength: facilities, maxLength: facilities }),
      demand: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: customers, maxLength: customers }),
      cost: fc.array(fc.array(number(20), { minLength: facilities, maxLength: facilities }), {
        minLength: customers,
        maxLength: customers,
      }),
      singleSource: fc.constant(singleSource),
    }),
  );

/** The least cost by trying every facility for every customer; null when nothing fits. */
function everyWay({ capacity, fixed, demand, cost }: FacilityInstance): number | null {
  let best: number | null = null;
  const load = capacity.map(() => 0);
  const visit = (j: number, spent: number): void => {
    if (j === demand.length) {
      const all = spent + fixed.reduce((sum, one, i) => sum + ((load[i] ?? 0) > 0 ? one : 0), 0);
      if (best === null || all < best) best = all;
      return;
    }
    for (const i of capacity.keys()) {
      const used = (load[i] ?? 0) + (demand[j] ?? 0);
      if (used > (capacity[i] ?? 0)) continue;
      load[i] = used;
      visit(j + 1, spent + (cost[j]?.[i] ?? 0));
      load[i] = used - (demand[j] ?? 0);
    }
  };
  visit(0, 0);
  return best;
}

/** Every unit of every customer by itself is the same as splitting: capacities and demands are whole. */
function everySplit(instance: FacilityInstance): number | null {
  const { demand, cost } = instance;
  const units = demand.flatMap((one, j) => Array.from({ length: one }, () => ({ j, of: one })));
  if (units.length > 9) return Number.NaN;
  return everyWay({
    ...instance,
    demand: units.map(() => 1),
    cost: units.map(({ j, of }) => (cost[j] ?? []).map((one) => one / of)),
  });
}

describe('facility location', () => {
  it('finds what trying everything finds, and proves it, where a customer has one facility', () => {
    let impossible = 0;
    fc.assert(
      fc.property(instances(true), (instance) => {
        const plan = locate(instance, solver, looks(4000));
        const best = everyWay(instance);
        if (best === null) impossible += 1;
        expect(plan?.value ?? null).toBe(best);
        expect(plan?.bound ?? null).toBe(best);
      }),
      { numRuns: 1000 },
    );
    expect(impossible).toBeGreaterThan(5);
  });

  it('finds what trying everything finds where demand may be split', () => {
    let tried = 0;
    fc.assert(
      fc.property(instances(false), (instance) => {
        const best = everySplit(instance);
        if (Number.isNaN(best)) return;
        tried += 1;
        const plan = locate(instance, solver, looks(4000));
        if (best === null) expect(plan).toBeNull();
        else {
          expect(plan?.value).toBeCloseTo(best, 6);
          expect(plan?.bound).toBeCloseTo(best, 4);
        }
      }),
      { numRuns: 100 },
    );
    expect(tried).toBeGreaterThan(15);
  });

  it('never gives a bound above the best, nor a plan that breaks a rule, when there is no time', () => {
    fc.assert(
      fc.property(instances(true), (instance) => {
        const plan = locate(
          instance,
          { solve: () => ({ status: 'limit', values: null, bound: -Infinity, nodes: 0 }), relax: solver.relax },
          () => 1,
        );
        const best = everyWay(instance);
        if (!plan) return;
        expect(best).not.toBeNull();
        expect(plan.bound).toBeLessThanOrEqual(best ?? 0);
        expect(plan.value).toBeGreaterThanOrEqual(best ?? 0);
        expect(checkFacilities(instance, plan)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('costs no more with another facility, with more room, or without a customer', () => {
    const plan = (instance: FacilityInstance) => locate(instance, solver, looks(4000));
    const value = (instance: FacilityInstance): number => plan(instance)?.bound ?? Infinity;
    fc.assert(
      fc.property(instances(true), number(12), number(30), (instance, room, price) => {
        const before = plan(instance)?.value ?? Infinity;
        const { capacity, fixed, demand, cost } = instance;
        const costs = cost.map((row) => [...row, room]);
        expect(
          value({ ...instance, capacity: [...capacity, room], fixed: [...fixed, price], cost: costs }),
        ).toBeLessThanOrEqual(before);
        expect(value({ ...instance, capacity: capacity.map((one) => one + 1) })).toBeLessThanOrEqual(before);
        expect(value({ ...instance, demand: demand.slice(1), cost: cost.slice(1) })).toBeLessThanOrEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('plans what is at the edge: nobody, no demand, one facility, exactly full, fractions, great numbers', () => {
    const one = (change: Partial<FacilityInstance>): FacilityInstance => ({
      capacity: [5, 5],
      fixed: [3, 4],
      demand: [5, 5],
      cost: [
        [1, 9],
        [9, 1],
      ],
      singleSource: true,
      ...change,
    });
    const plan = (change: Partial<FacilityInstance>) => locate(one(change), solver, looks(4000));
    for (const singleSource of [true, false]) {
      expect(plan({ singleSource })).toMatchObject({ open: [0, 1], value: 9, bound: 9 });
      expect(plan({ singleSource, demand: [], cost: [] })).toMatchObject({ open: [], value: 0, bound: 0 });
      expect(plan({ singleSource, demand: [0, 0] })).toMatchObject({ open: [0, 1], value: 9, bound: 9 });
    }
    const single = { capacity: [7], fixed: [2], demand: [3, 4], cost: [[1], [1]] };
    expect(plan(single)).toMatchObject({ open: [0], value: 4, bound: 4 });
    // A facility without room weighs nothing in the covering of demand, and brings nothing either.
    const roomless = { capacity: [0, 3, 2], fixed: [0, 16, 0], demand: [1], cost: [[0, 0, 0]] };
    expect(plan(roomless)).toMatchObject({ open: [2], value: 0, bound: 0 });
    // No plan is found before the first prices: they must not run away, or what can be planned counts as impossible.
    const full = {
      capacity: [8, 11, 0],
      fixed: [0, 0, 0],
      demand: [3, 6, 4, 5, 1],
      cost: [
        [2, 2, 0],
        [2, 2, 0],
        [10, 2, 0],
        [4, 2, 0],
        [2, 0, 0],
      ],
    };
    expect(plan(full)).toMatchObject({ value: 10, bound: 10 });
    const thirds = {
      capacity: [1, 1],
      demand: [1 / 3, 2 / 3],
      fixed: [0.1, 0.7],
      cost: [
        [0.25, 0],
        [1e-7, 0],
      ],
    };
    expect(plan(thirds)?.value).toBeCloseTo(0.3500001, 9);
    expect(plan(thirds)?.bound).toBeCloseTo(0.3500001, 9);
    const great = { capacity: [5e12, 5e12], demand: [5e12, 5e12], fixed: [3e15, 4e15] };
    expect(
      plan({
        ...great,
        cost: [
          [1e15, 9e15],
          [9e15, 1e15],
        ],
      })?.value,
    ).toBe(9e15);
  });

  it.each([
    [{ capacity: [4, 5], demand: [5, 5] }, 'impossible'],
    [{ capacity: [4, 9], demand: [10, 1] }, 'impossible'],
    [
      {
        capacity: [6, 6],
        demand: [4, 4, 4],
        cost: [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
      },
      'impossible',
    ],
  ] as const)('says that nothing can be planned: %j', (change, proof) => {
    const instance = {
      capacity: [5, 5],
      fixed: [1, 1],
      demand: [5, 5],
      cost: [
        [1, 1],
        [1, 1],
      ],
      singleSource: true,
    };
    expect(locateOrNot({ ...instance, ...change }, solver, looks(4000))).toEqual({ open: null, proof });
  });

  it('refuses a plan that is wrong in one place, and says where', () => {
    const instance: FacilityInstance = {
      capacity: [10, 10],
      fixed: [5, 6],
      demand: [4, 5],
      cost: [
        [1, 9],
        [9, 2],
      ],
      singleSource: true,
    };
    const plan = locate(instance, solver, looks(4000)) as FacilityPlan;
    expect(plan).toMatchObject({ value: 14, bound: 14, open: [0, 1] });
    const broken = (change: Partial<FacilityPlan>, of = instance) => checkFacilities(of, { ...plan, ...change })[0];
    expect(broken({})).toBeUndefined();
    expect(broken({ value: 13 })).toBe('value');
    expect(broken({ bound: 15 })).toBe('bound');
    expect(broken({ open: [0] })).toBe('closed: facility 1 serves customer 1');
    expect(broken({ open: [0, 0, 1] })).toBe('open: a facility twice');
    expect(broken({ assign: plan.assign.slice(1) })).toBe('assign: another number of customers');
    const [first = [], second = []] = plan.assign;
    expect(broken({ assign: [[], second] })).toBe('demand: customer 0');
    const halves = [
      { facility: 0, amount: 2 },
      { facility: 1, amount: 2 },
    ];
    expect(broken({ assign: [halves, second] })).toBe('single source: customer 0');
    expect(checkFacilities({ ...instance, capacity: [3, 10] }, plan)[0]).toBe('capacity: facility 0');
    expect(first).toEqual([{ facility: 0, amount: 4 }]);
  });

  const published = process.env['MATCHING_DATA'] ?? '';
  const file = join(published, 'sscflp/holmberg.ndjson.gz');
  (existsSync(file) ? it : it.skip)('reproduces published optima of single-source instances (MATCHING_DATA)', () => {
    const rows = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(0, 12);
    for (const row of rows) {
      const instance = JSON.parse(row) as Omit<FacilityInstance, 'singleSource'> & { optimum: number };
      const plan = locate({ ...instance, singleSource: true }, solver, looks(4000));
      expect(plan?.bound).toBeLessThanOrEqual(instance.optimum);
      expect(plan?.value).toBeGreaterThanOrEqual(instance.optimum);
      expect(plan?.value).toBeLessThanOrEqual(instance.optimum * 1.005);
    }
  });
});
