import { SHUT, type Branch } from './branch.js';
import { Cover } from './cover.js';
import { Knapsack } from './knapsack.js';
import type { Network } from './facility-instance.js';

/** Prices of being served, a customer, and the bound that follows from them for a branch. */
export interface Dual {
  readonly prices: Float64Array;
  readonly bound: number;
}

/** Steps without a better bound after which they become half as long. */
const STALE = 20;
const SHORTEST = 0.004;
/** How much more a step counts in the averages than the one before. */
const GROWTH = 1.1;

/**
 * Lets customers be served by none or by many at a price, which leaves one knapsack a facility and one of facilities
 * (Lagrangian relaxation; Beasley 1993, with the covering of all demand kept): any prices give a bound.
 */
export class Lagrangian {
  best: Dual;
  branch: Branch;
  /** What each facility costs when open, less its most profit, at the prices last looked at. */
  readonly worth: Float64Array;
  /** By how many facilities a customer is served in the relaxed answer, and the cheapest of them. */
  readonly served: Float64Array;
  readonly server: Int32Array;
  readonly cover: Cover;
  readonly knapsack: Knapsack;
  /** What a facility has left when it has served who is settled. */
  readonly room: Float64Array;
  /** Customers by falling profit per weight when the facility was last looked at: nearly the order of the next time. */
  private readonly order: Int32Array[];
  private readonly taken: Int32Array[];
  private readonly takenSize: Int32Array;
  /** How much of the last one is taken: 1, or less where customers may be served in parts. */
  private readonly lastPart: Float64Array;
  private readonly listed: Uint8Array;
  private readonly openOften: Float64Array;
  private readonly servedOften: Float64Array;
  private readonly direction: Float64Array;
  private weight = 1;
  private weights = 0;
  private prices: Float64Array;
  private pace = 1;
  private stale = 0;
  private settled = 0;

  constructor(
    readonly net: Network,
    private readonly whole: boolean,
    branch: Branch,
  ) {
    const { customers, facilities, cost } = net;
    this.worth = new Float64Array(facilities);
    this.served = new Float64Array(customers);
    this.server = new Int32Array(customers);
    this.cover = new Cover(net);
    this.knapsack = new Knapsack(customers);
    this.room = new Float64Array(facilities);
    this.order = Array.from({ length: facilities }, () => Int32Array.from({ length: customers }, (_, j) => j));
    this.taken = this.order.map(() => new Int32Array(customers));
    this.takenSize = new Int32Array(facilities);
    this.lastPart = new Float64Array(facilities).fill(1);
    this.listed = new Uint8Array(customers);
    this.openOften = new Float64Array(facilities);
    this.servedOften = new Float64Array(facilities * customers);
    this.direction = new Float64Array(customers);
    this.prices = Float64Array.from({ length: customers }, (_, j) => {
      const all = Array.from({ length: facilities }, (_i, i) => cost[i * customers + j] as number).sort(
        (a, b) => a - b,
      );
      return all[Math.min(1, all.length - 1)] ?? 0;
    });
    this.branch = branch;
    this.best = { prices: this.prices, bound: -Infinity };
    this.enter(branch, this.prices, 1.6);
  }

  /** Turns to another part of the search, from the best prices of the part it belongs to. */
  enter(branch: Branch, prices: Float64Array, pace: number): void {
    const { capacity, demand, cost, customers } = this.net;
    this.branch = branch;
    this.prices = prices.slice();
    this.best = { prices, bound: -Infinity };
    this.pace = pace;
    this.stale = 0;
    this.settled = 0;
    this.room.set(capacity);
    this.forget();
    this.direction.fill(0);
    for (let j = 0; j < customers; j++) {
      const i = branch.home[j] as number;
      if (i < 0) continue;
      this.room[i] = (this.room[i] as number) - (demand[j] as number);
      this.settled += cost[i * customers + j] as number;
    }
  }

  /** One step towards better prices. @param known what some plan costs */
  step(known: number): void {
    const { prices, served, direction } = this;
    const { home } = this.branch;
    const bound = this.evaluate(prices);
    this.remember();
    if (bound > this.best.bound) {
      this.stale = bound > this.best.bound + Math.abs(bound) * 1e-6 ? 0 : this.stale + 1;
      this.best = { prices: prices.slice(), bound };
    } else this.stale += 1;
    if (this.stale >= STALE) {
      this.pace /= 2;
      this.stale = 0;
      prices.set(this.best.prices);
      direction.fill(0);
      return;
    }
    let norm = 0;
    for (let j = 0; j < served.length; j++) {
      if ((home[j] as number) >= 0) continue;
      direction[j] = 0.8 * (direction[j] as number) + 1 - (served[j] as number);
      norm += (direction[j] as number) ** 2;
    }
    if (norm === 0) return void (this.pace = 0);
    const length = (this.pace * Math.max(known - bound, Math.abs(known) * 1e-6, 1e-3)) / norm;
    for (let j = 0; j < served.length; j++)
      if ((home[j] as number) < 0) prices[j] = (prices[j] as number) + length * (direction[j] as number);
  }

  /** Whether steps no longer move anything. */
  get spent(): boolean {
    return this.pace < SHORTEST;
  }

  /** The bound of any prices; `worth`, `served`, `server` and `cover.open` tell the relaxed answer. */
  evaluate(prices: Float64Array): number {
    const { worth, served, server, branch, cover, taken, takenSize, knapsack } = this;
    const { facilities, customers, fixed, cost } = this.net;
    for (let i = 0; i < facilities; i++) {
      takenSize[i] = 0;
      if (branch.state[i] === SHUT) continue;
      if ((this.room[i] as number) < 0) return Infinity;
      worth[i] = (fixed[i] as number) - this.fill(i, prices);
      const own = taken[i] as Int32Array;
      let size = 0;
      for (let at = 0; at < knapsack.size; at++) {
        const part = knapsack.taken[at] as number;
        if (part === 0) continue;
        own[size++] = knapsack.item[at] as number;
        this.lastPart[i] = part;
      }
      takenSize[i] = size;
    }
    served.fill(0);
    let bound = this.settled + cover.least(worth, branch);
    for (let j = 0; j < prices.length; j++) if ((branch.home[j] as number) < 0) bound += prices[j] as number;
    for (let i = 0; i < facilities; i++) {
      if (cover.open[i] === 0) continue;
      const own = taken[i] as Int32Array;
      const last = (takenSize[i] as number) - 1;
      for (let at = 0; at <= last; at++) {
        const j = own[at] as number;
        if (
          served[j] === 0 ||
          (cost[i * customers + j] as number) < (cost[(server[j] as number) * customers + j] as number)
        )
          server[j] = i;
        served[j] = (served[j] as number) + (at === last ? (this.lastPart[i] as number) : 1);
      }
    }
    return bound;
  }

  /** The most profit of one facility at these prices; leaves the knapsack as it was solved. */
  fill(i: number, prices: Float64Array): number {
    const { customers, cost, demand } = this.net;
    const { knapsack } = this;
    const { barred, home } = this.branch;
    const order = this.order[i] as Int32Array;
    const room = this.room[i] as number;
    const row = i * customers;
    knapsack.clear();
    for (let at = 0; at < customers; at++) {
      const j = order[at] as number;
      const profit = (prices[j] as number) - (cost[row + j] as number);
      if (profit <= 0 || barred[row + j] === 1 || (home[j] as number) >= 0) continue;
      const weight = demand[j] as number;
      if (this.whole && weight > room) continue;
      knapsack.add(j, profit, weight);
    }
    const value = this.whole ? knapsack.whole(room) : knapsack.broken(room);
    this.reorder(order);
    return value;
  }

  /** Puts what the knapsack held to the front, in its order; the rest keeps its own. */
  private reorder(order: Int32Array): void {
    const { knapsack, listed } = this;
    const { item, size } = knapsack;
    if (size === 0) return;
    for (let at = 0; at < size; at++) listed[item[at] as number] = 1;
    let rest = order.length;
    for (let at = rest - 1; at >= 0; at--) {
      const j = order[at] as number;
      if (listed[j] === 1) listed[j] = 0;
      else order[--rest] = j;
    }
    for (let at = 0; at < size; at++) order[at] = item[at] as number;
  }

  /** How often a facility was open in the steps so far, later ones counting more; 0 to 1. */
  often(i: number): number {
    return this.weights > 0 ? (this.openOften[i] as number) / this.weights : 0;
  }

  /** The same of a pair. */
  oftenPair(i: number, j: number): number {
    return this.weights > 0 ? (this.servedOften[i * this.net.customers + j] as number) / this.weights : 0;
  }

  private forget(): void {
    this.openOften.fill(0);
    this.servedOften.fill(0);
    this.weight = 1;
    this.weights = 0;
  }

  private remember(): void {
    const { customers, facilities } = this.net;
    const { openOften, servedOften } = this;
    this.weight *= GROWTH;
    if (this.weight > 1e100) {
      for (let i = 0; i < facilities; i++) openOften[i] = (openOften[i] as number) / this.weight;
      for (let at = 0; at < servedOften.length; at++) servedOften[at] = (servedOften[at] as number) / this.weight;
      this.weights /= this.weight;
      this.weight = 1;
    }
    this.weights += this.weight;
    for (let i = 0; i < facilities; i++) {
      if (this.cover.open[i] === 0) continue;
      openOften[i] = (openOften[i] as number) + this.weight;
      const own = this.taken[i] as Int32Array;
      for (let at = 0; at < (this.takenSize[i] as number); at++) {
        const pair = i * customers + (own[at] as number);
        servedOften[pair] = (servedOften[pair] as number) + this.weight;
      }
    }
  }
}
