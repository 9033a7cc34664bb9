import { canonical } from './canonical.js';
import { planClasses, type PlanLimits } from './plan-classes.js';
import type { Exclusion, Pin, PlanInstance } from './instance.js';
import type { Solver } from './mip.js';

/** Wishes that contradict each other, given the rules: without any one of them the others could be kept. */
export interface PinConflict {
  readonly pins: readonly Pin[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * A smallest set of pins and exclusions that cannot all be kept, found by leaving out one after the other and solving;
 * null when all can be kept, or that was not settled in time. A single pin in it cannot be kept by itself.
 */
export function pinConflict(instance: PlanInstance, solver: Solver, limits: PlanLimits): PinConflict | null {
  const given = canonical(instance);
  const impossible = ({ pins, exclusions }: PinConflict): boolean => {
    const asked = {
      ...given,
      pins,
      exclusions,
      demands: given.demands.map((demand) => ({ ...demand, priority: 0 })),
      rules: { ...given.rules, goals: ['priority' as const] },
    };
    return planClasses(asked, solver, limits).proof.status === 'infeasible';
  };
  let left: PinConflict = { pins: given.pins, exclusions: given.exclusions };
  if (!impossible(left)) return null;
  for (const one of given.pins) {
    const without = { ...left, pins: left.pins.filter((pin) => pin !== one) };
    if (impossible(without)) left = without;
  }
  for (const one of given.exclusions) {
    const without = { ...left, exclusions: left.exclusions.filter((out) => out !== one) };
    if (impossible(without)) left = without;
  }
  return left;
}
