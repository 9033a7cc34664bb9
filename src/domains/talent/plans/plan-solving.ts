import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import type { PlanInstance } from '../../../kernel/planning/instance.js';
import type { PinConflict } from '../../../kernel/planning/pin-conflict.js';
import type { Plan } from '../../../kernel/planning/plan.js';
import { oneAnswer } from '../../../platform/threads/one-answer.js';
import type { PlanChange } from './plan-changes.js';

export interface PlanAnswer {
  readonly plan: Plan;
  /** By demand: the change that would give it a seat, confirmed by the planner. */
  readonly changes: Readonly<Record<string, PlanChange>>;
  /** By demand that could be served: the seats all together would lose. */
  readonly prices: Readonly<Record<string, number>>;
  /** Wishes that cannot all be kept, when there is no plan. */
  readonly conflict: PinConflict | null;
}

const MEMORY_MB = 1024;
const LOOK_MS = 100;
/** The solver has been seen not to come back from a limit: after this much more the thread is ended. */
const GRACE_MS = 60_000;

/** Runs the planner in a worker thread of its own: the event loop stays free, and whoever asked may stop it. */
@Injectable()
export class PlanSolving {
  /**
   * @param cancelled asked every 100 ms; true stops the search within a second, and what it has found comes back
   * @throws what the worker threw, or that it ended without an answer
   */
  async plan(
    instance: PlanInstance,
    { seconds, cancelled }: { seconds: number; cancelled: () => Promise<boolean> },
  ): Promise<PlanAnswer> {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL('./plan-worker.js', import.meta.url), {
      workerData: { instance, seconds, flag },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const look = setInterval(() => {
      void cancelled().then(
        (stop) => stop && Atomics.store(flag, 0, 1),
        () => undefined,
      );
    }, LOOK_MS);
    try {
      return await oneAnswer(worker, 'the planner', seconds * 1500 + GRACE_MS);
    } finally {
      clearInterval(look);
    }
  }
}
