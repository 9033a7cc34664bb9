import { canonical } from './canonical.js';
import { checkPlan } from './check-plan.js';
import { plannedClasses, totalsOf } from './assemble.js';
import { componentsOf } from './components.js';
import { groupBy } from './group-by.js';
import { cutBack } from './cut-back.js';
import { instanceProblems, InvalidPlanInstance } from './instance-problems.js';
import { proofOf } from './proof.js';
import { solveComponent, type ComponentPlan, type Opening } from './solve-component.js';
import { termsOf, type Term } from './terms.js';
import { collegeTerm } from './class-model.js';
import { reasonsFor } from './unserved.js';
import type { Pin, PlanInstance } from './instance.js';
import type { SolveMip } from './mip.js';
import type { Plan } from './plan.js';

export interface PlanLimits {
  /** Branch-and-bound nodes for one goal of one component; reached, the answer is the same on every machine. */
  readonly nodesPerGoal: number;
}

export const usualLimits: PlanLimits = { nodesPerGoal: 20_000 };

/** A plan that broke a rule: a fault of the solver or of ours. It is never shown to anybody. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused';

  constructor(readonly violations: readonly object[]) {
    super(`the plan breaks rules: ${JSON.stringify(violations.slice(0, 5))}`);
  }
}

/**
 * Chooses which classes to open, with whom and how many seats: the best plan by the goals of the rules, proven, or
 * the best found with its bounds. The same instance in any order gives the same plan to the byte, unless time (the
 * solver's own limit) or a person cut the search off.
 * @throws InvalidPlanInstance @throws PlanRefused when the checker finds a broken rule
 */
export function planClasses(instance: PlanInstance, solve: SolveMip, limits: PlanLimits = usualLimits): Plan {
  const problems = instanceProblems(instance);
  if (problems.length > 0) throw new InvalidPlanInstance(problems);
  const given = canonical(instance);
  const all = termsOf(given);
  const { parts, openings: found } = solveParts(
    given,
    all.filter(({ classes }) => classes > 0),
    solve,
    limits,
  );
  const failed = parts.some(({ status }) => status === 'infeasible') || lostPin(given, all) ? 'infeasible' : null;
  const whole = parts.every(({ status }) => status === 'optimal');
  const openings = failed ? [] : whole ? found : cutBack(given, found);
  const plan = answer(given, all, openings, parts, failed);
  const violations = checkPlan(instance, plan);
  if (violations.length === 0) return plan;
  const pinned = violations.every(({ code }) => code === 'pin');
  if (pinned && failed) return plan;
  if (pinned && !whole) return answer(given, all, [], parts, 'unsettled');
  throw new PlanRefused(violations);
}

function answer(
  instance: PlanInstance,
  terms: readonly Term[],
  openings: readonly Opening[],
  parts: readonly ComponentPlan[],
  empty: 'infeasible' | 'unsettled' | null,
): Plan {
  const classes = plannedClasses(openings);
  const totals = totalsOf(instance, classes);
  const proof = proofOf(instance, parts, totals, classes, empty);
  return { classes, unserved: reasonsFor(instance, terms, classes, proof), totals, proof };
}

/**
 * Plans each component by itself. College caps that lie within one component are kept from the start; those that join
 * components only once the answers break one, and then everything they join is planned again.
 */
function solveParts(
  instance: PlanInstance,
  terms: readonly Term[],
  solve: SolveMip,
  { nodesPerGoal }: PlanLimits,
): { parts: ComponentPlan[]; openings: Opening[] } {
  const tight = tightCaps(instance, terms);
  let capped = innerCaps(terms, tight);
  for (;;) {
    const parts = componentsOf(terms, capped).map((component) =>
      solveComponent(withOwnPins(instance, component), component, capped, solve, nodesPerGoal),
    );
    const openings = parts.flatMap((part) => part.openings);
    if (capped === tight || !breaksCap(instance, openings)) return { parts, openings };
    capped = tight;
  }
}

/** Colleges and months in which more classes could open than may. */
function tightCaps({ rules }: PlanInstance, terms: readonly Term[]): ReadonlySet<string> {
  const { maxClassesPerCollegeTerm: cap } = rules;
  const possible = groupBy(terms, collegeTerm).filter(
    (same) => cap !== null && same.reduce((sum, { classes }) => sum + classes, 0) > cap,
  );
  return new Set(possible.flat().map(collegeTerm));
}

function innerCaps(terms: readonly Term[], caps: ReadonlySet<string>): ReadonlySet<string> {
  const components = componentsOf(terms, new Set());
  const inner = [...caps].filter(
    (key) => components.filter((one) => one.some((term) => collegeTerm(term) === key)).length === 1,
  );
  return inner.length === caps.size ? caps : new Set(inner);
}

function breaksCap({ rules }: PlanInstance, openings: readonly Opening[]): boolean {
  const { maxClassesPerCollegeTerm: cap } = rules;
  const same = groupBy(openings, ({ term }) => collegeTerm(term));
  return cap !== null && same.some((group) => group.reduce((sum, { classes }) => sum + classes.length, 0) > cap);
}

function withOwnPins(instance: PlanInstance, terms: readonly Term[]): PlanInstance {
  return { ...instance, pins: instance.pins.filter((pin) => terms.some((term) => concerns(pin, term))) };
}

function concerns(pin: Pin, term: Term): boolean {
  if (pin.kind === 'demand') return term.candidates.some(({ demand }) => demand.id === pin.demand);
  return term.college === pin.college && term.programme === pin.programme && term.start === pin.start;
}

/** A pin that no term of the plan can keep. */
function lostPin({ pins }: PlanInstance, terms: readonly Term[]): boolean {
  const open = terms.filter(({ classes }) => classes > 0);
  return pins.some((pin) => !open.some((term) => concerns(pin, term)) && !asksNothing(pin));
}

function asksNothing(pin: Pin): boolean {
  return (pin.kind === 'class' && pin.classes === 0) || (pin.kind === 'seats' && pin.seats === 0);
}
