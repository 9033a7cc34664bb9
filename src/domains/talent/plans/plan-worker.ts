import { parentPort, workerData } from 'node:worker_threads';
import type { PlanInstance } from '../../../kernel/planning/instance.js';
import { pinConflict } from '../../../kernel/planning/pin-conflict.js';
import { planClasses, usualLimits } from '../../../kernel/planning/plan-classes.js';
import { highsSolver } from '../../../platform/solver/highs.js';
import { confirmedChange, seatPrice, type PlanChange } from './plan-changes.js';
import { rememberingSolver } from '../../../platform/solver/remembering-solver.js';
import type { PlanAnswer } from './plan-solving.js';

const { instance, seconds, flag } = workerData as { instance: PlanInstance; seconds: number; flag: Int32Array };
const cancelled = () => Atomics.load(flag, 0) === 1;

const solver = await highsSolver({ seconds, cancelled });
const plan = planClasses(instance, solver, { ...usualLimits, stopped: cancelled });
const changes: Record<string, PlanChange> = {};
const prices: Record<string, number> = {};
const more = Math.max(5, seconds / 2);
const quick = rememberingSolver(await highsSolver({ seconds: more, cancelled }));
const endsAt = performance.now() + more * 1000;
for (const { demand: id, reasons } of plan.unserved) {
  const demand = instance.demands.find((one) => one.id === id);
  const [reason] = reasons;
  if (!demand || !reason || cancelled() || performance.now() > endsAt) continue;
  const change = confirmedChange(instance, demand, reason, quick);
  if (change) changes[id] = change;
  if (reason.code === 'outweighed') {
    const price = seatPrice(instance, id, quick);
    if (price !== null) prices[id] = price;
  }
}
const conflict = plan.proof.status === 'infeasible' ? pinConflict(instance, quick, { nodesPerGoal: 2_000 }) : null;
parentPort?.postMessage({ plan, changes, prices, conflict } satisfies PlanAnswer);
