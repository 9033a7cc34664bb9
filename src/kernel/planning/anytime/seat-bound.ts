import { collegeTerm } from '../college-term.js';
import { mostSeats } from '../eligibility.js';
import { groupBy } from '../group-by.js';
import { Prices } from './prices.js';
import type { PlanInstance } from '../instance.js';
import type { Term } from '../terms.js';

/** Prices are whole parts of a seat, so that what they prove is summed without rounding. */
const SEAT = 4096;
/** Steps without a better bound after which steps become shorter. */
const PATIENCE = 8;
/** A class is worth many seats: its price moves so much faster. */
const CLASS = 100;

/** A term as the bound reads it. */
interface PricedTerm {
  readonly demand: Int32Array;
  /** Most seats of each demand, in the same order. */
  readonly seats: Int32Array;
  /** Places in the two lists, cheapest demand first; kept in order from step to step. */
  readonly order: Int32Array;
  readonly classes: number;
  readonly minClass: number;
  readonly maxClass: number;
  /** Its college and month among those with a cap. */
  readonly cap: number;
  /** Seats of the term in the best choice that ends with so many of the programme. */
  readonly choice: Int32Array;
}

/**
 * Seats that no plan exceeds, by Lagrangian relaxation: a seat of a demand has a price, so has a class in a college and
 * month with a greatest number; what a programme does best at these prices is found exactly, by its seats. Prices move
 * against what is asked too often (Held, Wolfe and Crowder 1974, steps after Polyak). That a whole demand lies in one
 * class, shares, refusals and pins are left out: each only lowers what plans reach.
 * @param reached seats of some plan; where the bound meets them nothing more is to be proven
 */
export function seatBound(
  instance: PlanInstance,
  terms: readonly Term[],
  reached: number,
  steps: number,
  stopped: () => boolean,
): number {
  const open = terms.filter(({ classes }) => classes > 0);
  const caps = [...new Set(open.map(collegeTerm))];
  const capOf = new Map(caps.map((key, at) => [key, at]));
  const { rules } = instance;
  const programmes = groupBy(open, ({ college, programme }) => JSON.stringify([college, programme])).map((same) => ({
    capacity: (same[0] as Term).of.capacity,
    terms: same.map((term) => pricedTerm(term, capOf.get(collegeTerm(term)) as number)),
  }));
  const most = Int32Array.from(instance.demands, (demand) => mostSeats(demand, instance));
  for (const [index] of instance.demands.entries())
    if (!open.some(({ candidates }) => candidates.some((one) => one.index === index))) most[index] = 0;
  const seatPrices = new Prices(most, SEAT, SEAT / 2, 1);
  const capped = rules.maxClassesPerCollegeTerm ?? 0;
  const classPrices = new Prices(
    new Int32Array(caps.length).fill(capped),
    rules.maxClassesPerCollegeTerm === null ? 0 : Infinity,
    0,
    CLASS,
  );
  const { price: prices, used: taken } = seatPrices;
  const { used: opened } = classPrices;
  let [best, length, waited] = [most.reduce((sum, seats) => sum + seats, 0), 1, 0];
  for (let step = 0; step < steps && best > reached && !stopped(); step++) {
    taken.fill(0);
    opened.fill(0);
    let sum = 0;
    for (const programme of programmes) sum += bestOf(programme);
    sum += seatPrices.worth() + classPrices.worth();
    const bound = Math.floor(sum / SEAT);
    waited = bound < best ? 0 : waited + 1;
    best = Math.min(best, bound);
    if (waited > PATIENCE) [length, waited] = [length / 2, 0];
    const distance = (sum - reached * SEAT) * length;
    const steepness = seatPrices.turn() + classPrices.turn();
    if (steepness === 0) break;
    seatPrices.move(distance / steepness);
    classPrices.move(distance / steepness);
  }
  return Math.max(best, reached);

  /** The most a programme gains at these prices; counts whom it takes and what it opens. */
  function bestOf({ capacity, terms: own }: (typeof programmes)[number]): number {
    let gains = new Float64Array(capacity + 1).fill(-Infinity);
    gains[0] = 0;
    let top = 0;
    for (const term of own) {
      const alone = profits(term, capacity);
      const next = gains.slice();
      const { choice } = term;
      choice.fill(0);
      for (let size = term.minClass; size < alone.length; size++) {
        const profit = alone[size] as number;
        if (profit === -Infinity) continue;
        for (let before = Math.min(top, capacity - size); before >= 0; before--)
          if ((gains[before] as number) + profit > (next[before + size] as number)) {
            next[before + size] = (gains[before] as number) + profit;
            choice[before + size] = size;
          }
      }
      top = Math.min(capacity, top + alone.length - 1);
      gains = next;
    }
    let at = 0;
    for (let seats = 1; seats <= top; seats++) if ((gains[seats] as number) > (gains[at] as number)) at = seats;
    const gain = gains[at] as number;
    for (const term of own.toReversed()) {
      const size = term.choice[at] as number;
      count(term, size);
      at -= size;
    }
    return gain;
  }

  /** What each number of seats gains in a term by itself; −∞ where no number of classes holds just so many. */
  function profits(term: PricedTerm, capacity: number): Float64Array {
    const { demand, seats, order, classes, minClass, maxClass } = term;
    for (let at = 1; at < order.length; at++) {
      const place = order[at] as number;
      const price = prices[demand[place] as number] as number;
      let to = at;
      for (; to > 0 && (prices[demand[order[to - 1] as number] as number] as number) > price; to--)
        order[to] = order[to - 1] as number;
      order[to] = place;
    }
    const pool = seats.reduce((sum, one) => sum + one, 0);
    const found = new Float64Array(Math.min(capacity, maxClass * classes, pool) + 1).fill(-Infinity);
    let [profit, size] = [0, 0];
    for (const place of order) {
      const gain = SEAT - (prices[demand[place] as number] as number);
      for (let left = seats[place] as number; left > 0 && size + 1 < found.length; left--) {
        size += 1;
        profit += gain;
        const needed = Math.ceil(size / maxClass);
        if (needed * minClass <= size) found[size] = profit - needed * (classPrices.price[term.cap] as number);
      }
    }
    return found;
  }

  function count({ demand, seats, order, maxClass, cap }: PricedTerm, size: number): void {
    opened[cap] = (opened[cap] as number) + Math.ceil(size / maxClass);
    let left = size;
    for (let at = 0; left > 0; at++) {
      const place = order[at] as number;
      const some = Math.min(left, seats[place] as number);
      taken[demand[place] as number] = (taken[demand[place] as number] as number) + some;
      left -= some;
    }
  }
}

function pricedTerm({ candidates, classes, of }: Term, cap: number): PricedTerm {
  return {
    demand: Int32Array.from(candidates, ({ index }) => index),
    seats: Int32Array.from(candidates, ({ seats }) => seats),
    order: Int32Array.from(candidates.keys()),
    classes,
    minClass: of.minClass,
    maxClass: of.maxClass,
    cap,
    choice: new Int32Array(of.capacity + 1),
  };
}
