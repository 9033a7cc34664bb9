import { allot, type Allotment } from './allotment.js';
import { isLarge, quickPlan, seatsOf, type QuickEffort } from './anytime/quick-plan.js';
import { canonical } from './canonical.js';
import { withoutDominated } from './dominated.js';
import { checkPlan } from './check-plan.js';
import { plannedClasses, totalsOf } from './assemble.js';
import { componentsOf } from './components.js';
import { furtherClasses } from './further-classes.js';
import { groupBy } from './group-by.js';
import { cutBack } from './cut-back.js';
import { instanceProblems, InvalidPlanInstance } from './instance-problems.js';
import { proofOf } from './proof.js';
import { solveComponent, unplanned, type ComponentPlan, type Opening } from './solve-component.js';
import { termsOf, type Term } from './terms.js';
import { collegeTerm, tightCaps } from './college-term.js';
import { reasonsFor } from './unserved.js';
import type { Pin, PlanInstance } from './instance.js';
import type { Solver } from './mip.js';
import type { Plan } from './plan.js';

export interface PlanLimits {
  /** Branch-and-bound nodes for one goal of one component; reached, the answer is the same on every machine. */
  readonly nodesPerGoal: number;
  /** How long a plan is looked for without a solver: at once in large instances, in others when the search was cut off. */
  readonly quick?: QuickEffort;
  /** Asked often where no solver runs; true ends what is done there with what there is. */
  readonly stopped?: () => boolean;
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
export function planClasses(instance: PlanInstance, solver: Solver, limits: PlanLimits = usualLimits): Plan {
  const problems = instanceProblems(instance);
  if (problems.length > 0) throw new InvalidPlanInstance(problems);
  const given = canonical(instance);
  const all = termsOf(given);
  const early = isLarge(given, all) ? quickPlan(given, all, limits.quick, limits.stopped) : null;
  const { parts, openings: found } = solveParts(
    given,
    all.filter(({ classes }) => classes > 0),
    solver,
    limits,
  );
  const failed = parts.some(({ status }) => status === 'infeasible') || lostPin(given, all) ? 'infeasible' : null;
  const whole = parts.every(({ status }) => status === 'optimal');
  let openings: readonly Opening[] = failed ? [] : whole ? found : furtherClasses(given, all, cutBack(given, found));
  const open = !failed && !whole && given.rules.goals[0] === 'seats' && seatsOf(openings) < mostSeatsOf(parts);
  const quick = open ? (early ?? quickPlan(given, all, limits.quick, limits.stopped)) : null;
  if (quick && quick.seats > seatsOf(openings) && given.pins.length === 0) openings = quick.openings;
  const plan = answer(given, all, openings, parts, failed, quick?.bound);
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
  mostSeats = Infinity,
): Plan {
  const classes = plannedClasses(openings);
  const totals = totalsOf(instance, classes);
  const proof = proofOf(instance, parts, totals, classes, empty, mostSeats);
  return { classes, unserved: reasonsFor(instance, terms, classes, proof), totals, proof };
}

/** The seats that no plan exceeds, as far as the search knows, where seats are the first goal. */
function mostSeatsOf(parts: readonly ComponentPlan[]): number {
  return 0 - parts.reduce((sum, { goals }) => sum + (goals[0]?.bound ?? 0), 0);
}

/**
 * Plans each component by itself. College caps that lie within one component are kept from the start. One that joins
 * components is kept only once the answers break it: then it is shared out between them, or, where that takes long,
 * what it joins is planned again, together. (Where most terms hang together anyway, all caps are kept from the start.)
 */
function solveParts(
  instance: PlanInstance,
  open: readonly Term[],
  solver: Solver,
  { nodesPerGoal, stopped }: PlanLimits,
): { parts: ComponentPlan[]; openings: Opening[] } {
  const most = instance.rules.maxClassesPerCollegeTerm ?? Infinity;
  const tight = tightCaps(open, most);
  const terms = withoutDominated(instance, open, new Set(tight));
  const known = new Map<string, ComponentPlan>();
  let broken: readonly string[] = mostlyOne(terms) ? tight : [];
  for (;;) {
    // Small ones first: when time runs out it is the largest that is cut off, not all that happen to come later.
    const components = componentsOf(terms, new Set(broken)).toSorted((a, b) => a.length - b.length);
    const kept = new Set([...broken, ...innerCaps(components, tight)]);
    const capsOf = (component: readonly Term[]): string[] =>
      [...new Set(component.map(collegeTerm))].filter((key) => kept.has(key));
    const plan = (component: readonly Term[], less: Allotment, looser?: ComponentPlan): ComponentPlan => {
      if (stopped?.()) return unplanned(instance, component);
      const capped = new Map([...capsOf(component).map((key) => [key, most] as const), ...less]);
      return solveComponent(withOwnPins(instance, component), component, capped, solver, nodesPerGoal, looser?.goals);
    };
    const apart = components.map((component) => {
      const key = JSON.stringify([component.map(({ index }) => index), capsOf(component)]);
      const part = known.get(key) ?? plan(component, new Map());
      known.set(key, part);
      return part;
    });
    const shared = new Map(tight.filter((key) => !kept.has(key)).map((key) => [key, most]));
    const parts = allot(apart, shared, components.map(sizeOf), (at, less, looser) =>
      plan(components[at] ?? [], less, looser),
    );
    if (parts) return { parts, openings: parts.flatMap((part) => part.openings) };
    const openings = apart.flatMap((part) => part.openings);
    broken = [...broken, ...brokenCaps(instance, openings).filter((key) => !kept.has(key))];
  }
}

function sizeOf(component: readonly Term[]): number {
  return component.reduce((sum, { candidates }) => sum + candidates.length, 0);
}

/** Whether most terms hang together anyway: then planning them again would cost more than keeping the caps at once. */
function mostlyOne(terms: readonly Term[]): boolean {
  return componentsOf(terms, new Set()).some((one) => one.length * 2 > terms.length);
}

function innerCaps(components: readonly (readonly Term[])[], caps: readonly string[]): string[] {
  const homes = (key: string): number =>
    components.filter((one) => one.some((term) => collegeTerm(term) === key)).length;
  return caps.filter((key) => homes(key) === 1);
}

function brokenCaps({ rules }: PlanInstance, openings: readonly Opening[]): string[] {
  const { maxClassesPerCollegeTerm: cap } = rules;
  return groupBy(openings, ({ term }) => collegeTerm(term)).flatMap((same) => {
    const opened = same.reduce((sum, { classes }) => sum + classes.length, 0);
    return cap !== null && opened > cap ? same.slice(0, 1).map(({ term }) => collegeTerm(term)) : [];
  });
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
