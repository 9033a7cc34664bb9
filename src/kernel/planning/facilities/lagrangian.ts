import { brokenKnapsack, forcedKnapsack, knapsack } from './knapsack.js';
import type { Network } from './facility-instance.js';

/** Prices of being served, a customer, and the bound that follows from them. */
export interface Dual {
  readonly prices: Float64Array;
  readonly bound: number;
}

interface Step {
  readonly bound: number;
  /** How often each customer is served by the relaxed answer. */
  readonly served: Float64Array;
  /** What each facility brings when open: its cost less its most profit. */
  readonly worth: Float64Array;
  readonly open: readonly number[];
}

/**
 * Lets customers be served by none or by many at a price, which leaves one knapsack a facility: any prices give a
 * bound, and the search for the best of them also tells which facilities are worth opening.
 */
export class Lagrangian {
  best: Dual;
  private readonly reduced: Float64Array;
  private readonly taken: Float64Array;
  private prices: Float64Array;
  private pace = 1.6;
  private stale = 0;
  private exact = false;

  constructor(
    private readonly net: Network,
    private readonly whole: boolean,
  ) {
    const { customers, facilities, cost } = net;
    this.reduced = new Float64Array(customers);
    this.taken = new Float64Array(customers);
    this.prices = Float64Array.from({ length: customers }, (_, j) => {
      const all = Array.from({ length: facilities }, (_i, i) => cost[i * customers + j] as number).sort(
        (a, b) => a - b,
      );
      return all[Math.min(1, all.length - 1)] ?? 0;
    });
    this.best = { prices: this.prices, bound: -Infinity };
  }

  /** One step towards better prices. @param known what some plan costs @returns facilities worth opening now */
  step(known: number, exact: boolean): readonly number[] {
    if (exact && !this.exact) {
      this.exact = true;
      this.pace = Math.max(this.pace, 0.6);
      this.prices = this.best.prices.slice();
    }
    const { bound, served, open } = this.evaluate(this.prices, exact);
    if (bound > this.best.bound + 1e-9) {
      this.stale = bound > this.best.bound + Math.abs(bound) * 1e-6 ? 0 : this.stale + 1;
      this.best = { prices: this.prices.slice(), bound };
    } else this.stale += 1;
    if (this.stale >= 12) {
      this.pace /= 2;
      this.stale = 0;
      this.prices = this.best.prices.slice();
    }
    let norm = 0;
    for (const times of served) norm += (1 - times) ** 2;
    if (norm > 0) {
      const size = (this.pace * Math.max(known - bound, Math.abs(known) * 1e-6, 1e-3)) / norm;
      for (let j = 0; j < served.length; j++)
        this.prices[j] = (this.prices[j] as number) + size * (1 - (served[j] as number));
    }
    return open;
  }

  /** Whether steps of this kind still move anything. */
  get slow(): boolean {
    return this.pace < 0.002;
  }

  /** The same, with exact steps taken. */
  get spent(): boolean {
    return this.slow && (this.exact || !this.whole);
  }

  private evaluate(prices: Float64Array, exact: boolean): Step {
    const { facilities, customers, fixed, demand, capacity } = this.net;
    const worth = new Float64Array(facilities);
    const chosen: Float64Array[] = [];
    for (let i = 0; i < facilities; i++) {
      this.profits(prices, i);
      let most = brokenKnapsack(this.reduced, demand, capacity[i] as number, this.taken);
      // A facility that is not worth opening even when it may break its last customer is not worth a table.
      if (exact && this.whole && most > (fixed[i] as number))
        most = knapsack(this.reduced, demand, capacity[i] as number, this.taken);
      worth[i] = (fixed[i] as number) - most;
      chosen.push(this.taken.slice());
    }
    const { value, open, part } = this.cover(worth, -1, false);
    let bound = value;
    for (const price of prices) bound += price;
    const served = new Float64Array(customers);
    for (const [at, i] of open.entries()) {
      const share = at === open.length - 1 ? part : 1;
      const own = chosen[i] as Float64Array;
      for (let j = 0; j < customers; j++) served[j] = (served[j] as number) + share * (own[j] as number);
    }
    return { bound, served, worth, open };
  }

  private profits(prices: Float64Array, i: number): void {
    const { customers, cost } = this.net;
    for (let j = 0; j < customers; j++) this.reduced[j] = (prices[j] as number) - (cost[i * customers + j] as number);
  }

  /** The cheapest facilities that together hold all demand, the last one in part; one may be set in or out. */
  private cover(worth: Float64Array, set: number, inside: boolean): { value: number; open: number[]; part: number } {
    const { capacity, demand } = this.net;
    let missing = demand.reduce((sum, one) => sum + one, 0);
    let value = 0;
    let part = 1;
    const open: number[] = [];
    const rest: number[] = [];
    for (let i = 0; i < worth.length; i++) {
      if (i === set && !inside) continue;
      if (i === set || (worth[i] as number) < 0) {
        value += worth[i] as number;
        missing -= capacity[i] as number;
        open.push(i);
      } else if ((capacity[i] as number) > 0) rest.push(i);
    }
    const dear = (i: number): number => (worth[i] as number) / (capacity[i] as number);
    rest.sort((a, b) => dear(a) - dear(b) || a - b);
    for (const i of rest) {
      if (missing <= 0) break;
      part = Math.min(1, missing / (capacity[i] as number));
      value += (worth[i] as number) * part;
      missing -= capacity[i] as number;
      open.push(i);
    }
    return { value: missing > 0 ? Infinity : value, open, part };
  }

  /** What no plan cheaper than `most` can do, by the best prices: facilities that must open or stay closed, and pairs. */
  excluded(most: number): { shut: boolean[]; held: boolean[]; pair: (i: number, j: number) => boolean } {
    const { facilities, customers, fixed, demand, capacity } = this.net;
    const { prices } = this.best;
    const { worth } = this.evaluate(prices, true);
    // Every customer's most profit is compared with the same table's, so all must be exact here.
    for (let i = 0; this.whole && i < facilities; i++) {
      this.profits(prices, i);
      worth[i] = (fixed[i] as number) - knapsack(this.reduced, demand, capacity[i] as number, this.taken);
    }
    const base = prices.reduce((sum, one) => sum + one, 0);
    const slip = 1e-7 * Math.max(1, Math.abs(most)) + 1e-6;
    const with1 = Array.from(worth, (_, i) => base + this.cover(worth, i, true).value);
    const shut = with1.map((bound) => bound > most + slip);
    const held = Array.from(worth, (_, i) => base + this.cover(worth, i, false).value > most + slip);
    const out = new Uint8Array(facilities * customers);
    for (let i = 0; this.whole && i < facilities; i++) {
      if (shut[i]) continue;
      this.profits(prices, i);
      const forced = forcedKnapsack(this.reduced, demand, capacity[i] as number);
      const plain = (fixed[i] as number) - (worth[i] as number);
      for (let j = 0; j < customers; j++)
        if ((with1[i] as number) + plain - (forced[j] as number) > most + slip) out[i * customers + j] = 1;
    }
    return { shut, held, pair: (i, j) => shut[i] === true || out[i * customers + j] === 1 };
  }
}
