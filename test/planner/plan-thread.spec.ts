import { monitorEventLoopDelay } from 'node:perf_hooks';
import { zoneInstance } from '../../bench/zone/zone-instance.js';
import { PlanSolving } from '../../src/domains/talent/plans/plan-solving.js';
import { checkPlan } from '../../src/kernel/planning/check-plan.js';
import type { PlanInstance } from '../../src/kernel/planning/instance.js';

/** Large enough that no machine is done in the time given here. */
const large = (): PlanInstance => zoneInstance(2, { demands: 900, programmes: 150 });

/** The planner runs in a thread of its own: it can be stopped, and the event loop never waits for it. */
describe('the planner thread', () => {
  it('stops when asked, with a plan that keeps every rule, and keeps nobody waiting', async () => {
    const instance = large();
    const delay = monitorEventLoopDelay({ resolution: 10 });
    let stoppedAt = 0;
    const began = performance.now();
    delay.enable();
    const cancelled = (): Promise<boolean> => {
      if (performance.now() - began < 3_000) return Promise.resolve(false);
      stoppedAt ||= performance.now();
      return Promise.resolve(true);
    };
    const { plan, changes } = await new PlanSolving().plan(instance, { seconds: 600, cancelled });
    const took = performance.now() - stoppedAt;
    delay.disable();
    expect(plan.proof.status).toBe('cancelled');
    expect(plan.proof.goals.some(({ gap }) => gap > 0)).toBe(true);
    expect(checkPlan(instance, plan)).toEqual([]);
    expect(changes).toEqual({});
    // What is left is what the solver needs to come back; a search that goes on would take minutes.
    expect(stoppedAt).toBeGreaterThan(0);
    expect(took).toBeLessThan(30_000);
    // A blocked loop would show seconds.
    expect(delay.percentile(50) / 1e6).toBeLessThan(500);
  });

  it('comes back from its time limit with a plan, its bound and its gap', async () => {
    const instance = large();
    const began = performance.now();
    const cancelled = (): Promise<boolean> => Promise.resolve(false);
    const { plan } = await new PlanSolving().plan(instance, { seconds: 2, cancelled });
    // Two seconds to plan, five for the smallest changes; the rest is for a busy machine.
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(plan.proof.status).toBe('limit');
    expect(checkPlan(instance, plan)).toEqual([]);
    for (const { bound, value, gap } of plan.proof.goals) expect(gap).toBe(Math.abs(bound - value));
    const [seats] = plan.proof.goals;
    expect(seats?.bound).toBeGreaterThanOrEqual(seats?.value ?? Infinity);
    expect(seats?.bound).toBeLessThanOrEqual(plan.totals.seatsWanted);
  });
});
