import { compareText } from '../matching/pair.js';
import { collegeTerm } from './college-term.js';
import type { ComponentPlan } from './solve-component.js';

/** Most classes a component may open by college and month (`collegeTerm`), where it may not open as many as it likes. */
export type Allotment = ReadonlyMap<string, number>;

/** Plans one component anew within an allotment. `looser` is its plan with a larger one. */
export type PlanWithin = (component: number, allotment: Allotment, looser: ComponentPlan) => ComponentPlan;

/** One way of sharing out the caps: what each component may open, and its best plan within that. */
interface Division {
  readonly allotments: readonly Allotment[];
  readonly plans: readonly ComponentPlan[];
  /** The component whose plan is still that of the looser division it comes from. */
  readonly open: number | null;
  readonly bounds: readonly number[];
}

/** Divisions looked at, and components planned anew, before it is cheaper to plan all that a cap joins as one. */
const [MOST_DIVISIONS, MOST_PLANS] = [400, 40];

/**
 * The best plans of components that share college caps, without planning the components together. Where a cap is
 * broken one of them must open a class less than it does: each of these divisions is tried, always the one whose bounds
 * are best by the goals in their order. The first that breaks nothing is the best of all, since planning within less
 * never gives more. null when that takes too long. Plans that are not proven, or not possible, come back as they are.
 * @param caps classes that may open, by college and month (`collegeTerm`)
 * @param sizes of the components: of equal divisions those are tried first that plan a small one anew
 */
export function allot(
  plans: readonly ComponentPlan[],
  caps: ReadonlyMap<string, number>,
  sizes: readonly number[],
  planWithin: PlanWithin,
): ComponentPlan[] | null {
  if (plans.some(({ status }) => status !== 'optimal')) return [...plans];
  const known = new Map<string, ComponentPlan>();
  const seen = new Set<string>();
  const waiting: Division[] = [];
  const add = (allotments: readonly Allotment[], given: readonly ComponentPlan[], open: number | null): void => {
    waiting.push({ allotments, plans: given, open, bounds: boundsOf(given) });
  };
  add(
    plans.map(() => new Map()),
    plans,
    null,
  );
  while (waiting.length > 0) {
    const best = waiting.reduce((a, b) => (before(b, a, sizes) ? b : a));
    waiting.splice(waiting.indexOf(best), 1);
    const { allotments, open } = best;
    if (open !== null) {
      const within = allotments[open] as Allotment;
      const key = keyOf(open, within);
      let plan = known.get(key);
      if (!plan) {
        if (known.size >= MOST_PLANS) return null;
        plan = planWithin(open, within, best.plans[open] as ComponentPlan);
        known.set(key, plan);
      }
      if (plan.status === 'infeasible') continue;
      const { status } = plan;
      if (status !== 'optimal') return plans.map((one) => ({ ...one, status }));
      add(allotments, best.plans.with(open, plan), null);
      continue;
    }
    const broken = [...caps].find(([key, most]) => best.plans.reduce((sum, plan) => sum + opened(plan, key), 0) > most);
    if (!broken) return [...best.plans];
    if (seen.size > MOST_DIVISIONS) return null;
    const [cap] = broken;
    for (const [at, plan] of best.plans.entries()) {
      const count = opened(plan, cap);
      if (count === 0) continue;
      const less = new Map(allotments[at]).set(cap, count - 1);
      const next = allotments.with(at, less);
      const key = next.map((one, component) => keyOf(component, one)).join();
      if (seen.has(key)) continue;
      seen.add(key);
      add(next, best.plans, at);
    }
  }
  return plans.map((one) => ({ ...one, status: 'infeasible' }));
}

function opened({ openings }: ComponentPlan, cap: string): number {
  return openings.reduce((sum, { term, classes }) => sum + (collegeTerm(term) === cap ? classes.length : 0), 0);
}

function keyOf(component: number, allotment: Allotment): string {
  return JSON.stringify([component, [...allotment].sort(([a], [b]) => compareText(a, b))]);
}

/** What no plan of a division is better than, goal by goal. */
function boundsOf(plans: readonly ComponentPlan[]): number[] {
  const goals = plans[0]?.goals ?? [];
  return goals.map((_, at) => plans.reduce((sum, plan) => sum + (plan.goals[at]?.bound ?? 0), 0));
}

/** Better bounds first; of equals one that is planned, then one whose open component is small. */
function before(a: Division, b: Division, sizes: readonly number[]): boolean {
  const at = a.bounds.findIndex((bound, goal) => bound !== b.bounds[goal]);
  if (at >= 0) return (a.bounds[at] ?? 0) < (b.bounds[at] ?? 0);
  const size = ({ open }: Division): number => (open === null ? 0 : (sizes[open] ?? 0));
  return size(a) < size(b);
}
