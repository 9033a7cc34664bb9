import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PlanSolving } from '../src/domains/talent/plans/plan-solving.js';
import type { Bench, Figure } from './bench.js';
import { zoneInstance } from './zone/zone-instance.js';

/** Wall seconds after which the plan is stopped. */
const SECONDS = 5;

/** The planner in its thread, on more than can be planned in the time: how long the event loop waits, and a stop takes. */
export const planThreadBench: Bench = {
  name: 'plan-thread',
  async run(): Promise<Figure[]> {
    const instance = zoneInstance(2, { demands: 900, programmes: 150 });
    const began = performance.now();
    let stopped = 0;
    const cancelled = (): Promise<boolean> => {
      if (performance.now() - began < SECONDS * 1000) return Promise.resolve(false);
      stopped ||= performance.now();
      return Promise.resolve(true);
    };
    const solving = new PlanSolving();
    // What only the first thread of a process costs is not what people wait for.
    await solving.plan(zoneInstance(9, { demands: 20, programmes: 5 }), {
      seconds: 5,
      cancelled: () => Promise.resolve(false),
    });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { plan } = await solving.plan(instance, { seconds: 600, cancelled });
    delay.disable();
    const [seats] = plan.proof.goals;
    return [
      { name: 'plan 900 × 150, worst delay of the event loop', value: delay.max / 1e6, unit: 'ms' },
      { name: 'plan 900 × 150, from stop to plan', value: performance.now() - stopped, unit: 'ms' },
      { name: 'plan 900 × 150, stopped, seats', value: seats?.value ?? 0, unit: 'seats' },
      { name: 'plan 900 × 150, stopped, gap of seats', value: seats?.gap ?? 0, unit: 'seats' },
    ];
  },
};
