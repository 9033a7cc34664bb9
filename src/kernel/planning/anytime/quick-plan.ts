import { Wheel } from '../facilities/wheel.js';
import type { PlanInstance } from '../instance.js';
import type { Opening } from '../solve-component.js';
import type { Term } from '../terms.js';
import { annealSeats } from './anneal-seats.js';
import { dealFlow } from './deal-flow.js';
import { dealSeats } from './deal-seats.js';
import { exchangeClasses } from './exchange-classes.js';
import { followPrices } from './follow-prices.js';
import { seatAsFlowing } from './seat-as-flowing.js';
import { seatBound, type SeatBound } from './seat-bound.js';
import { SeatFlow } from './seat-flow.js';
import { SeatNetwork } from './seat-network.js';
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
  /** How often it is made better, each time from where the last ended. */
  readonly rounds: number;
  /** Steps of the prices that give the bound. */
  readonly priceSteps: number;
}

/** Steps of a round for each demand that is moved. */
const MOVES = 2000;
/** How much less a class counts that stays below its floor: so much that hardly one does. */
const STEEP = 2;
/** Seats a move may lose when a round begins. */
const WARM = 2;

/** About a second for 1,000 demands and 150 programmes. */
export const usualEffort: QuickEffort = { rounds: 2, priceSteps: 700 };

/** Places of demands in terms from which on the search is not expected to come to its end. */
const LARGE = 8_000;

/** Whether a quick plan is wanted before the search has shown what it can. */
export function isLarge({ rules }: PlanInstance, terms: readonly Term[]): boolean {
  return rules.goals[0] === 'seats' && terms.reduce((sum, { candidates }) => sum + candidates.length, 0) >= LARGE;
}

/**
 * Many seats quickly, and how many a plan could at most have more. Prices (Lagrangian relaxation) tell which classes to
 * open, a flow who could sit there; exchanges of classes make it better. Where all demands may be split, that is the
 * plan; else each sits whole where most of it was, and they are moved about (annealing).
 * @param stopped asked every few milliseconds; true ends it with what there is
 */
export function quickPlan(
  instance: PlanInstance,
  terms: readonly Term[],
  effort: QuickEffort = usualEffort,
  stopped: () => boolean = () => false,
): QuickPlan {
  const open = terms.filter(({ classes }) => classes > 0);
  const flow = new SeatFlow(new SeatNetwork(instance, open));
  const { seats: bound, classes } = followedBound(flow, instance, effort.priceSteps, stopped);
  const wheel = new Wheel();
  const shares = open.map((term) => classes.get(term) ?? 0);
  exchangeClasses(flow, wheel, undecided(open, shares), open.length * effort.rounds, stopped);
  const split = instance.demands.every(({ splittable }) => splittable);
  const openings = split
    ? dealFlow(instance, flow)
    : seatWhole(instance, flow, { bound, shares }, wheel, effort.rounds, stopped);
  const seats = seatsOf(openings);
  return { openings, seats, bound: Math.max(bound, seats) };
}

/** The bound; the flow is the best that its prices led to afterwards. */
function followedBound(flow: SeatFlow, instance: PlanInstance, steps: number, stopped: () => boolean): SeatBound {
  const { held, network } = flow;
  followPrices(flow, []);
  let [best, most] = [held.copy(), held.seats];
  const bound = seatBound(instance, network.terms, steps, stopped, (wishes) => {
    followPrices(flow, wishes);
    if (held.seats > most) [best, most] = [held.copy(), held.seats];
    return most;
  });
  flow.putBack(best);
  return bound;
}

/** Terms of which some prices would open a class and others not: for each class once. */
function undecided(terms: readonly Term[], shares: readonly number[]): number[] {
  return terms.flatMap(({ classes }, at) =>
    Array.from({ length: classes }, (_, nth) => (shares[at] as number) - nth).flatMap((share) =>
      share > 0.01 && share < 0.99 ? [at] : [],
    ),
  );
}

/** The best of some rounds of moving demands about, which begin where the flow has them; as many as there are to gain. */
function seatWhole(
  instance: PlanInstance,
  flow: SeatFlow,
  { bound, shares }: { readonly bound: number; readonly shares: readonly number[] },
  wheel: Wheel,
  rounds: number,
  stopped: () => boolean,
): readonly Opening[] {
  const seating = new Seating(instance, flow.network.terms);
  seatAsFlowing(flow, seating);
  const likely = likelySlots(seating, flow, shares);
  let openings: readonly Opening[] = dealSeats(instance, seating);
  for (let round = 0; round < rounds && seatsOf(openings) < bound && !stopped(); round++) {
    seating.steepness = STEEP;
    annealSeats(seating, wheel, instance.demands.length * MOVES, WARM, likely, stopped);
    const dealt = dealSeats(instance, seating);
    if (seatsOf(dealt) > seatsOf(openings)) openings = dealt;
  }
  return openings;
}

/** Classes worth opening, each as often as it is likely in tenths: the first class of a term before its second. */
function likelySlots({ slots }: Seating, { held, network }: SeatFlow, shares: readonly number[]): number[] {
  const before = new Map<Term, number>();
  return slots.flatMap(({ term }, slot) => {
    const at = network.numberOf.get(term) as number;
    const nth = before.get(term) ?? 0;
    before.set(term, nth + 1);
    const share = Math.min(1, Math.max(0, (shares[at] as number) - nth));
    const often = nth < (held.classes[at] as number) ? 8 : Math.round(share * 10);
    return Array.from({ length: often }, () => slot);
  });
}

export function seatsOf(openings: readonly Opening[]): number {
  return openings.reduce((sum, { classes }) => sum + classes.flat().reduce((own, { seats }) => own + seats, 0), 0);
}
