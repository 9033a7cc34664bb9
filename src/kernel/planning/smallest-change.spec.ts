import fc from 'fast-check';
import { highsSolver } from '../../platform/solver/highs.js';
import { bruteForce } from './spec/brute-force.js';
import { instances } from './spec/arbitraries.js';
import { demand, programme } from './spec/examples.js';
import { planClasses, usualLimits } from './plan-classes.js';
import { canServe, fewestMore, withMore } from './smallest-change.js';
import { usualRules, type PlanInstance } from './instance.js';
import type { Solver } from './mip.js';

let solver: Solver;

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

/** Whether trying everything finds a plan. */
function possible(instance: PlanInstance): boolean {
  const best = bruteForce({ ...instance, rules: { ...instance.rules, goals: ['seats'] } });
  fc.pre(best !== 'too-many');
  return best !== null;
}

function served(instance: PlanInstance, id: string): boolean {
  return possible({ ...instance, pins: [...instance.pins, { kind: 'demand', demand: id }] });
}

describe('smallest changes', () => {
  it('knows whether a demand could be served at all', () => {
    let no = 0;
    fc.assert(
      fc.property(instances(6), (instance) => {
        if (!possible(instance)) return;
        for (const { id } of instance.demands.slice(0, 2)) {
          const could = served(instance, id);
          if (!could) no += 1;
          expect(canServe(instance, id, solver, usualLimits)).toBe(could);
        }
      }),
      { numRuns: 50 },
    );
    expect(no).toBeGreaterThan(4);
  });

  it('names the fewest further people, and one fewer does not do', () => {
    let found = 0;
    fc.assert(
      fc.property(instances(6), (instance) => {
        const plan = planClasses(instance, solver);
        if (plan.proof.status !== 'optimal') return;
        for (const { demand: id, reasons } of plan.unserved.slice(0, 2)) {
          const [reason] = reasons;
          if (reason?.code !== 'pool-too-small' && reason?.code !== 'share-cap') continue;
          const { college, programme: of, start } = reason;
          const term = { college, programme: of, start };
          const most = 6;
          const fewest = fewestMore(instance, id, term, most, solver, usualLimits);
          const truth = Array.from({ length: most }, (_, n) => n + 1).find((people) =>
            served(withMore(instance, term, people), id),
          );
          expect(fewest).toBe(truth ?? null);
          if (truth !== undefined) found += 1;
        }
      }),
      { numRuns: 250 },
    );
    expect(found).toBeGreaterThan(2);
  });

  it('counts by solving, not by subtracting', () => {
    const asked = [demand({ id: 'a', seats: 10 }), demand({ id: 'b', seats: 9 })];
    const instance = { demands: asked, programmes: [programme({})], rules: usualRules, pins: [], exclusions: [] };
    const term = { college: 'liming', programme: 'programme', start: '2027-03' };
    expect(fewestMore(instance, 'a', term, 25, solver, usualLimits)).toBe(6);
    const alone = { ...instance, demands: [{ ...asked[0]!, excludedOrganisations: ['firm of b'] }, asked[1]!] };
    expect(fewestMore(alone, 'a', term, 25, solver, usualLimits)).toBe(15);
  });
});
