import fc from 'fast-check';
import { highsSolver } from '../../platform/solver/highs.js';
import { bruteForce } from './spec/brute-force.js';
import { instances } from './spec/arbitraries.js';
import { checkPlan } from './check-plan.js';
import { planClasses } from './plan-classes.js';
import type { SolveMip } from './mip.js';

describe('the class planner', () => {
  let solve: SolveMip;

  beforeAll(async () => {
    solve = await highsSolver({ seconds: 3600, cancelled: () => false });
  });

  it('finds what trying everything finds, goal by goal', () => {
    let infeasible = 0;
    let opened = 0;
    fc.assert(
      fc.property(instances(8), (instance) => {
        const plan = planClasses(instance, solve);
        const best = bruteForce(instance);
        if (best === null) {
          infeasible += 1;
          expect(plan.proof.status).toBe('infeasible');
          return;
        }
        opened += plan.classes.length;
        expect(plan.proof.status).toBe('optimal');
        const found = plan.proof.goals.map(({ goal, value }) =>
          goal === 'classes' || goal === 'start' ? 0 - value : value,
        );
        expect(found).toEqual(best);
        expect(checkPlan(instance, plan)).toEqual([]);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 500) },
    );
    expect(infeasible).toBeGreaterThan(20);
    expect(opened).toBeGreaterThan(200);
  });
});
