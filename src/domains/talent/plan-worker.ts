import { parentPort, workerData } from 'node:worker_threads';
import type { PlanInstance } from '../../kernel/planning/instance.js';
import { planClasses } from '../../kernel/planning/plan-classes.js';
import { highsSolver } from '../../platform/solver/highs.js';
import { rememberingSolver } from '../../platform/solver/remembering-solver.js';
import { changed, changeFor, type PlanChange } from './plan-changes.js';
import type { PlanAnswer } from './plan-solving.js';

const { instance, seconds, flag } = workerData as { instance: PlanInstance; seconds: number; flag: Int32Array };
const cancelled = () => Atomics.load(flag, 0) === 1;

const solve = await highsSolver({ seconds, cancelled });
const plan = planClasses(instance, solve);
const changes: Record<string, PlanChange> = {};
const quick = rememberingSolver(await highsSolver({ seconds: Math.max(5, seconds / 2), cancelled }));
for (const { demand: id, reasons } of plan.unserved) {
  const demand = instance.demands.find((one) => one.id === id);
  const change = reasons[0] && changeFor(reasons[0]);
  if (!demand || !change || cancelled()) continue;
  // Nothing is promised that the planner itself does not find.
  const tried = planClasses(changed(instance, demand, change), quick, { nodesPerGoal: 2_000 });
  if (tried.classes.some(({ seats }) => seats.some((part) => part.demand === id))) changes[id] = change;
}
parentPort?.postMessage({ plan, changes } satisfies PlanAnswer);
