import type { PlanProgramme, PlanRules } from './instance.js';

/** Most seats of one firm in a class: its share of the smallest class, so that it keeps its share of every class. */
export function mostOfFirm({ oneFirmShare }: PlanRules, { minClass }: PlanProgramme): number {
  const percent = oneFirmShare ?? 100;
  return percent < 100 ? Math.floor((percent * minClass) / 100) : Infinity;
}
