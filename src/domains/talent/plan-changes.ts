import type { PlanDemand, PlanInstance } from '../../kernel/planning/instance.js';
import type { UnservedReason } from '../../kernel/planning/reasons.js';

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
      return { kind: 'more-mentors', count: Math.ceil(reason.needed / reason.perMentor) - reason.mentors };
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

/**
 * The instance with one change made and the demand required: if the planner finds a plan for it, the change holds. Only
 * the seats are asked for, so that it is quick.
 */
export function changed(instance: PlanInstance, demand: PlanDemand, change: PlanChange): PlanInstance {
  const withDemand = (patch: Partial<PlanDemand>): readonly PlanDemand[] =>
    instance.demands.map((one) => (one.id === demand.id ? { ...one, ...patch } : one));
  const pins = [...instance.pins, { kind: 'demand' as const, demand: demand.id }];
  const rules = { ...instance.rules, goals: ['seats' as const] };
  const asked = { ...instance, pins, rules };
  switch (change.kind) {
    case 'more-people':
    case 'other-firms': {
      const other: PlanDemand = {
        ...demand,
        id: `${demand.id}+`,
        organisation: `${demand.organisation}+`,
        headcountMin: change.seats,
        headcountMax: change.seats,
        excludedOrganisations: [],
        mentors: null,
      };
      return { ...asked, demands: [...instance.demands, other] };
    }
    case 'accept-near':
      return { ...asked, demands: withDemand({ acceptsNear: true }) };
    case 'widen':
      return {
        ...asked,
        demands: withDemand({
          startTolerance: (demand.startTolerance ?? instance.rules.startTolerance) + change.months,
        }),
      };
    case 'lower-level':
      return { ...asked, demands: withDemand({ level: change.levelBest }) };
    case 'more-mentors':
      return { ...asked, demands: withDemand({ mentors: (demand.mentors ?? 0) + change.count }) };
    case 'farther':
      return { ...asked, rules: { ...rules, maxKm: change.km } };
  }
}
