import type { Term } from '../terms.js';

/** A term as the bound reads it. */
export interface PricedTerm {
  readonly of: Term;
  readonly demand: Int32Array;
  /** Most seats of each demand, in the same order. */
  readonly seats: Int32Array;
  /** Places in the two lists, cheapest demand first; kept in order from step to step. */
  readonly order: Int32Array;
  readonly classes: number;
  readonly minClass: number;
  readonly maxClass: number;
  /** Its college and month among those with a cap; −1 where more classes cannot open than may. */
  readonly cap: number;
  /** What so many seats gain at the prices of now, cheapest demands first. Rises, then falls. */
  readonly gains: Float64Array;
}

export function pricedTerm(term: Term, cap: number): PricedTerm {
  const { candidates, classes, of } = term;
  const pool = candidates.reduce((sum, { seats }) => sum + seats, 0);
  return {
    of: term,
    demand: Int32Array.from(candidates, ({ index }) => index),
    seats: Int32Array.from(candidates, ({ seats }) => seats),
    order: Int32Array.from(candidates.keys()),
    classes,
    minClass: of.minClass,
    maxClass: of.maxClass,
    cap,
    gains: new Float64Array(Math.min(of.capacity, of.maxClass * classes, pool) + 1),
  };
}

/** Puts the demands in order of their prices again, and sums up what their seats gain. A seat is worth `seat`. */
export function priceTerm({ demand, seats, order, gains }: PricedTerm, prices: Float64Array, seat: number): void {
  for (let at = 1; at < order.length; at++) {
    const place = order[at] as number;
    const price = prices[demand[place] as number] as number;
    let to = at;
    for (; to > 0 && (prices[demand[order[to - 1] as number] as number] as number) > price; to--)
      order[to] = order[to - 1] as number;
    order[to] = place;
  }
  let [sum, size] = [0, 0];
  for (const place of order) {
    const gain = seat - (prices[demand[place] as number] as number);
    for (let left = seats[place] as number; left > 0 && size + 1 < gains.length; left--) {
      sum += gain;
      size += 1;
      gains[size] = sum;
    }
  }
}

/** Counts the seats that the cheapest demands of a term have of `size`. */
export function countSeats({ demand, seats, order }: PricedTerm, size: number, taken: Int32Array): void {
  let left = size;
  for (let at = 0; left > 0; at++) {
    const place = order[at] as number;
    const some = Math.min(left, seats[place] as number);
    taken[demand[place] as number] = (taken[demand[place] as number] as number) + some;
    left -= some;
  }
}
