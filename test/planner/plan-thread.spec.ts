import { monitorEventLoopDelay } from 'node:perf_hooks';
import { zoneInstance } from '../../bench/zone/zone-instance.js';
import { PlanSolving } from '../../src/domains/talent/plan-solving.js';
import { checkPlan } from '../../src/kernel/planning/check-plan.js';
import type { PlanInstance } from '../../src/kernel/planning/instance.js';

/** Large enough that no machine is done in the time given here. */
const large = (): PlanInstance => zoneInstance(2, { demands: 900, programmes: 150 });

/** The planner runs in a thread of its own: it can be stopped, and the event loop never waits for it. */
describe('the planner thread', () => {
  it('stops when asked, with a plan that keeps every rule, and keeps nobody waiting', async () => {
    const instance = large();
    const delay = monitorEventLoopDelay({ resolution: 10 });
    let asked = 0;
    delay.enable();
    const cancelled = (): Promise<boolean> => Promise.resolve(++asked > 10);
    const began = performance.now();
    const { plan, changes } = await new PlanSolving().plan(instance, { seconds: 600, cancelled });
    const took = performance.now() - began;
    delay.disable();
    expect(plan.proof.status).toBe('cancelled');
    expect(plan.proof.goals.some(({ gap }) => gap > 0)).toBe(true);
    expect(checkPlan(instance, plan)).toEqual([]);
    expect(changes).toEqual({});
    // Asked after three seconds; what is left is what the solver needs to come back. A blocked loop would show seconds.
    expect(took).toBeLessThan(30_000);
    expect(asked).toBeGreaterThan(10);
    expect(delay.percentile(50) / 1e6).toBeLessThan(500);
  });
});
