import { Wheel } from '../facilities/wheel.js';
import type { PlanInstance } from '../instance.js';
import type { Opening } from '../solve-component.js';
import type { Term } from '../terms.js';
import { annealSeats } from './anneal-seats.js';
import { dealSeats } from './deal-seats.js';
import { seatBound } from './seat-bound.js';
import { Seating } from './seating.js';

/** A plan found without a solver, and the seats no plan exceeds. */
export interface QuickPlan {
  /** Keeps every rule; pins may be broken. */
  readonly openings: readonly Opening[];
  readonly seats: number;
  readonly bound: number;
}

/** How long a quick plan is looked for, in steps, so that it is the same on every machine. */
export interface QuickEffort {
  /** How often seats are searched, each time from where the last ended. */
  readonly rounds: number;
  /** Steps of the prices that give the bound. */
  readonly priceSteps: number;
}

/** Steps for each demand: of the first round, which looks everywhere, and of each that knows what the prices would open. */
const [FIRST, ROUND] = [500, 4000];
/** Classes may stay below their floor at first, so that they come about at all; then hardly. */
const [LOOSE, STRICT] = [1.2, 2];
/** Seats a step may lose when each of the two begins. */
const [HOT, WARM] = [6, 1];

/** About a second for 1,000 demands and 150 programmes. */
export const usualEffort: QuickEffort = { rounds: 2, priceSteps: 1200 };

/** Places of demands in terms from which on the search is not expected to come to its end. */
const LARGE = 8_000;

/** Whether a quick plan is wanted before the search has shown what it can. */
export function isLarge({ rules }: PlanInstance, terms: readonly Term[]): boolean {
  return rules.goals[0] === 'seats' && terms.reduce((sum, { candidates }) => sum + candidates.length, 0) >= LARGE;
}

/**
 * Many seats quickly, by annealing, and by how many a plan could at most have more (Lagrangian relaxation).
 * @param stopped asked every few milliseconds; true ends it with what there is
 */
export function quickPlan(
  instance: PlanInstance,
  terms: readonly Term[],
  effort: QuickEffort = usualEffort,
  stopped: () => boolean = () => false,
): QuickPlan {
  const open = terms.filter(({ classes }) => classes > 0);
  const seating = new Seating(instance, open);
  const wheel = new Wheel();
  const search = (likely: readonly number[], perDemand: number): readonly Opening[] => {
    const steps = instance.demands.length * perDemand;
    seating.steepness = LOOSE;
    annealSeats(seating, wheel, steps * 0.7, HOT, likely, stopped);
    seating.closeSmall();
    seating.steepness = STRICT;
    annealSeats(seating, wheel, steps * 0.3, WARM, likely, stopped);
    return dealSeats(instance, seating);
  };
  let openings = search([], FIRST);
  const bound = seatBound(instance, open, seatsOf(openings), effort.priceSteps, stopped);
  const likely = likelySlots(seating, bound.classes);
  for (let round = 1; round < effort.rounds && seatsOf(openings) < bound.seats && !stopped(); round++) {
    const dealt = search(likely, ROUND);
    if (seatsOf(dealt) > seatsOf(openings)) openings = dealt;
  }
  return { openings, seats: seatsOf(openings), bound: bound.seats };
}

/** Classes that the prices would open, each as often as it is likely in tenths: the first class of a term before its second. */
function likelySlots({ slots }: Seating, classes: ReadonlyMap<Term, number>): number[] {
  const before = new Map<Term, number>();
  return slots.flatMap(({ term }, at) => {
    const nth = before.get(term) ?? 0;
    before.set(term, nth + 1);
    const share = Math.min(1, Math.max(0, (classes.get(term) ?? 0) - nth));
    return Array.from({ length: Math.round(share * 10) }, () => at);
  });
}

export function seatsOf(openings: readonly Opening[]): number {
  return openings.reduce((sum, { classes }) => sum + classes.flat().reduce((own, { seats }) => own + seats, 0), 0);
}
