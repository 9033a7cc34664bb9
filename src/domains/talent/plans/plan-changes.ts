import type { PlanDemand, PlanInstance } from '../../../kernel/planning/instance.js';
import type { Solver } from '../../../kernel/planning/mip.js';
import { planClasses } from '../../../kernel/planning/plan-classes.js';
import type { UnservedReason } from '../../../kernel/planning/reasons.js';
import { canServe, fewestMore, partAround } from '../../../kernel/planning/smallest-change.js';

/** The smallest single change that could give a demand its seats. */
export type PlanChange =
  | { readonly kind: 'more-people'; readonly seats: number; readonly programme: string }
  | { readonly kind: 'other-firms'; readonly seats: number; readonly programme: string }
  | { readonly kind: 'accept-near' }
  | { readonly kind: 'widen'; readonly months: number }
  | { readonly kind: 'lower-level'; readonly levelBest: number }
  | { readonly kind: 'more-mentors'; readonly count: number }
  | { readonly kind: 'farther'; readonly km: number };

/** What to try for a reason; null where no single change of the demand or its pool helps. */
export function changeFor(reason: UnservedReason): PlanChange | null {
  switch (reason.code) {
    case 'pool-too-small':
      return { kind: 'more-people', seats: reason.min - reason.pool, programme: reason.programme };
    case 'share-cap':
      return { kind: 'other-firms', seats: Math.max(1, reason.needed - reason.others), programme: reason.programme };
    case 'no-programme':
      return reason.near > 0 ? { kind: 'accept-near' } : null;
    case 'start-window':
      return reason.monthsOutside > 0 ? { kind: 'widen', months: reason.monthsOutside } : null;
    case 'level':
      return reason.best > 0 ? { kind: 'lower-level', levelBest: reason.best } : null;
    case 'mentors':
      return { kind: 'more-mentors', count: reason.needed - reason.mentors };
    case 'distance':
      return { kind: 'farther', km: Math.ceil(reason.nearestMetres / 1000) };
    case 'apart':
    case 'capacity':
    case 'excluded':
    case 'left-out':
    case 'no-plan':
    case 'not-settled':
    case 'outweighed':
    case 'single-firm':
    case 'too-large':
      return null;
  }
}

/** For one question; what is not settled within them is not promised, so that no plan is looked for without the solver. */
const LIMITS = { nodesPerGoal: 2_000, quick: { rounds: 0, priceSteps: 0 } };

/** The change for a reason in its smallest size, solved again: nothing is promised that the planner does not find. */
export function confirmedChange(
  instance: PlanInstance,
  demand: PlanDemand,
  reason: UnservedReason,
  solver: Solver,
): PlanChange | null {
  const change = changeFor(reason);
  if (!change) return null;
  if ((change.kind === 'more-people' || change.kind === 'other-firms') && 'start' in reason) {
    const most = Math.max(change.seats, reason.code === 'pool-too-small' ? reason.min : change.seats * 2);
    const seats = fewestMore(instance, demand.id, reason, most, solver, LIMITS);
    return seats === null ? null : { ...change, seats };
  }
  return canServe(changed(instance, demand, change), demand.id, solver, LIMITS) === true ? change : null;
}

/** Seats that all together lose when the demand is served; null when that was not settled in time. */
export function seatPrice(instance: PlanInstance, demandId: string, solver: Solver): number | null {
  const part = partAround(instance, demandId);
  const rules = { ...part.rules, goals: ['seats' as const] };
  const free = planClasses({ ...part, rules }, solver, LIMITS);
  const pins = [...part.pins, { kind: 'demand' as const, demand: demandId }];
  const held = planClasses({ ...part, rules, pins }, solver, LIMITS);
  if (free.proof.status !== 'optimal' || held.proof.status !== 'optimal') return null;
  return free.totals.seats - held.totals.seats;
}

/** The instance with one change made to the demand or the rules. */
function changed(instance: PlanInstance, demand: PlanDemand, change: PlanChange): PlanInstance {
  const withDemand = (patch: Partial<PlanDemand>): PlanInstance => ({
    ...instance,
    demands: instance.demands.map((one) => (one.id === demand.id ? { ...one, ...patch } : one)),
  });
  const { rules } = instance;
  switch (change.kind) {
    case 'more-people':
    case 'other-firms':
      return instance;
    case 'accept-near':
      return withDemand({ acceptsNear: true });
    case 'widen':
      return withDemand({ startTolerance: (demand.startTolerance ?? rules.startTolerance) + change.months });
    case 'lower-level':
      return withDemand({ level: change.levelBest });
    case 'more-mentors':
      return withDemand({ mentors: (demand.mentors ?? 0) + change.count });
    case 'farther':
      return { ...instance, rules: { ...rules, maxKm: change.km } };
  }
}
