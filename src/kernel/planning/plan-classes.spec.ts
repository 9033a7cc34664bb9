import fc from 'fast-check';
import { highsSolver } from '../../platform/solver/highs.js';
import { bruteForce } from './spec/brute-force.js';
import { instances, shuffled } from './spec/arbitraries.js';
import { checkPlan } from './check-plan.js';
import { planClasses } from './plan-classes.js';
import { usualRules } from './instance.js';
import { demand, programme } from './spec/examples.js';
import type { PlanInstance } from './instance.js';
import type { Solver } from './mip.js';

let solver: Solver;

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

const instanceOf = (parts: Partial<PlanInstance>): PlanInstance => ({
  demands: [],
  programmes: [],
  rules: usualRules,
  pins: [],
  exclusions: [],
  ...parts,
});

describe('the class planner', () => {
  it('finds what trying everything finds, goal by goal', () => {
    let infeasible = 0;
    let opened = 0;
    fc.assert(
      fc.property(instances(8), (instance) => {
        const best = bruteForce(instance);
        fc.pre(best !== 'too-many');
        const plan = planClasses(instance, solver);
        if (best === null) {
          infeasible += 1;
          expect(plan.proof.status).toBe('infeasible');
          return;
        }
        opened += plan.classes.length;
        expect(plan.proof.status).toBe('optimal');
        const fewer = ['classes', 'start'];
        expect(plan.proof.goals.map(({ goal, value }) => (fewer.includes(goal) ? 0 - value : value))).toEqual(best);
        expect(checkPlan(instance, plan)).toEqual([]);
      }),
      { numRuns: 700 },
    );
    expect(infeasible).toBeGreaterThan(20);
    expect(opened).toBeGreaterThan(200);
  });

  it('gives the same plan in whatever order it is told of things', () => {
    fc.assert(
      fc.property(
        instances(8).chain((instance) => fc.tuple(fc.constant(instance), shuffled(instance))),
        ([instance, moved]) => {
          expect(JSON.stringify(planClasses(moved, solver))).toBe(JSON.stringify(planClasses(instance, solver)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('plans nothing from nothing', () => {
    const plan = planClasses(instanceOf({}), solver);
    expect(plan).toMatchObject({ classes: [], unserved: [], totals: { seats: 0, demands: 0 } });
    expect(plan.proof.status).toBe('optimal');
  });

  it('puts seats before exact majors, and exact majors before fewer classes', () => {
    const wants = (code: string) => [
      { code, role: 'preferred' as const },
      { code: 'both', role: 'acceptable' as const },
    ];
    const asked = [
      demand({ id: 'a', seats: 25, majors: wants('x') }),
      demand({ id: 'b', seats: 25, majors: wants('y') }),
    ];
    const one = programme({ id: 'one', majorCode: 'both', maxClass: 50 });
    const two = ['x', 'y'].map((majorCode) => programme({ id: majorCode, majorCode }));
    const plan = planClasses(instanceOf({ demands: asked, programmes: [one, ...two] }), solver);
    expect(plan.classes.map(({ programme: id, size }) => [id, size])).toEqual([
      ['x', 25],
      ['y', 25],
    ]);
    const rules = { ...usualRules, goals: ['seats', 'classes'] as const };
    const fewest = planClasses(instanceOf({ demands: asked, programmes: [one, ...two], rules }), solver);
    expect(fewest.classes.map(({ programme: id, size }) => [id, size])).toEqual([['one', 50]]);
  });

  it('takes a released demand before others that bring as many seats', () => {
    const asked = [demand({ id: 'a', seats: 25 }), demand({ id: 'b', seats: 25, priority: 1 })];
    const plan = planClasses(instanceOf({ demands: asked, programmes: [programme({ capacity: 25 })] }), solver);
    expect(plan.classes[0]?.seats).toMatchObject([{ demand: 'b', seats: 25 }]);
  });

  it('takes the earlier id among equals', () => {
    const asked = ['c', 'a', 'b'].map((id) => demand({ id, seats: 25 }));
    const plan = planClasses(instanceOf({ demands: asked, programmes: [programme({ capacity: 25 })] }), solver);
    expect(plan.classes[0]?.seats).toMatchObject([{ demand: 'a' }]);
    expect(plan.unserved.map(({ demand: id, reasons }) => [id, reasons[0]?.code])).toEqual([
      ['b', 'capacity'],
      ['c', 'capacity'],
    ]);
  });

  it('refuses an instance that cannot be meant, with everything that is wrong', () => {
    const asked = [demand({ id: 'a' }), demand({ id: 'a', headcountMin: 9, headcountMax: 3 })];
    const broken = instanceOf({ demands: asked, pins: [{ kind: 'demand', demand: 'z' }] });
    expect(() => planClasses(broken, solver)).toThrow('duplicate-demand: a; headcount: a; unknown-demand: z');
  });

  it('keeps the plan in hand when the solver stops, and says how far it is from the bound', () => {
    const asked = Array.from({ length: 20 }, (_, n) => demand({ id: `d${n}`, seats: 5 }));
    const instance = instanceOf({ demands: asked, programmes: [programme({ capacity: 80, maxClassesPerTerm: 2 })] });
    let left = 1;
    const stopped = { status: 'stopped', values: null, bound: -Infinity, nodes: 0 } as const;
    const once: Solver = {
      ...solver,
      solve: (mip, objective, limits) => (left-- > 0 ? solver.solve(mip, objective, limits) : stopped),
      relax: (mip) => {
        const relaxation = solver.relax(mip);
        return { ...relaxation, minimise: (objective) => (left > 0 ? relaxation.minimise(objective) : null) };
      },
    };
    const plan = planClasses(instance, once);
    expect(plan.proof.status).toBe('cancelled');
    expect(plan.proof.goals[0]).toEqual({ goal: 'seats', value: 80, bound: 80, gap: 0, proven: true });
    expect(plan.proof.goals.find(({ goal }) => goal === 'classes')?.proven).toBe(false);
    expect(checkPlan(instance, plan)).toEqual([]);
    const none = planClasses(instance, {
      solve: () => ({ ...stopped, status: 'limit' }),
      relax: (mip) => ({ ...solver.relax(mip), minimise: () => null }),
    });
    expect(none.proof.status).toBe('limit');
    expect(none.proof.goals[0]).toEqual({ goal: 'seats', value: 80, bound: 80, gap: 0, proven: true });
  });

  it('plans without a solver what it is stopped before, with bounds that hold', () => {
    fc.assert(
      fc.property(instances(7), (drawn) => {
        const instance = { ...drawn, pins: [] };
        const best = bruteForce(instance);
        fc.pre(best !== null && best !== 'too-many');
        const plan = planClasses(instance, solver, { nodesPerGoal: 1000, stopped: () => true });
        expect(checkPlan(instance, plan)).toEqual([]);
        const [first] = plan.proof.goals;
        const fewer = first?.goal === 'classes' || first?.goal === 'start';
        expect(fewer ? 0 - (first.bound ?? 0) : first?.bound).toBeGreaterThanOrEqual(best[0] ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  it('never shows what breaks a rule: an answer of the solver that does is refused', () => {
    const asked = ['a', 'b'].map((id) => demand({ id, headcountMin: 10, headcountMax: 30 }));
    const lying: Solver = {
      ...solver,
      solve: (mip) => ({ status: 'optimal', values: mip.upper.map((most) => most * 3), bound: -75, nodes: 0 }),
    };
    const instance = instanceOf({ demands: asked, programmes: [programme({ maxClassesPerTerm: 1 })] });
    expect(() => planClasses(instance, lying)).toThrow('the plan breaks rules');
  });
});
