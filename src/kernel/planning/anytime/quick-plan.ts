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

/** Steps of one round for each demand. */
const ROUND = 500;
/** Classes may stay below their floor at first, so that they come about at all; then hardly. */
const [LOOSE, STRICT] = [1.2, 2];
/** Seats a step may lose when each of the two begins. */
const [HOT, WARM] = [6, 1];

/** About a second for 1,000 demands and 150 programmes. */
export const usualEffort: QuickEffort = { rounds: 3, priceSteps: 300 };

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
  const steps = instance.demands.length * ROUND;
  let openings: readonly Opening[] = [];
  for (let round = 0; round < effort.rounds && (round === 0 || !stopped()); round++) {
    seating.steepness = LOOSE;
    annealSeats(seating, wheel, steps * 0.7, HOT, stopped);
    seating.closeSmall();
    seating.steepness = STRICT;
    annealSeats(seating, wheel, steps * 0.3, WARM, stopped);
    const dealt = dealSeats(instance, seating);
    if (seatsOf(dealt) > seatsOf(openings)) openings = dealt;
  }
  const seats = seatsOf(openings);
  return { openings, seats, bound: seatBound(instance, open, seats, effort.priceSteps, stopped) };
}

export function seatsOf(openings: readonly Opening[]): number {
  return openings.reduce((sum, { classes }) => sum + classes.flat().reduce((own, { seats }) => own + seats, 0), 0);
}
