import type { Network } from './facility-instance.js';

/** Numbers that look random and are the same every time. */
class Wheel {
  private state = 0x2545f491;

  below(count: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % count;
  }

  share(): number {
    return this.below(1 << 24) / (1 << 24);
  }
}

/**
 * Every customer at one facility: a plan that is made better by moving a customer, exchanging two, and emptying or
 * opening a facility, worse steps now and then included (annealing). Everything is in whole numbers and repeatable.
 */
export class WholeSearch {
  best: Int32Array | null = null;
  value = Infinity;
  private readonly wheel = new Wheel();
  private readonly near: Int32Array[];

  constructor(
    private readonly net: Network,
    /** Facilities, nearest first, each customer may be moved to. */
    allowed: (i: number, j: number) => boolean = () => true,
  ) {
    const { facilities, customers, cost } = net;
    this.near = Array.from({ length: customers }, (_, j) =>
      Int32Array.from(
        Array.from({ length: facilities }, (_i, i) => i)
          .filter((i) => allowed(i, j))
          .sort((a, b) => (cost[a * customers + j] as number) - (cost[b * customers + j] as number) || a - b),
      ),
    );
  }

  /** Serves everybody from these facilities, those with most to lose first; opens others where that fails. */
  build(open: readonly number[], prices: Float64Array | null): Int32Array | null {
    const { facilities, customers, cost, demand, capacity, fixed } = this.net;
    const room = Int32Array.from(capacity);
    const opened = new Uint8Array(facilities);
    for (const i of open) opened[i] = 1;
    const assign = new Int32Array(customers).fill(-1);
    const cheapest = (j: number, but: number): number => {
      let best = -1;
      let least = Infinity;
      for (let i = 0; i < facilities; i++) {
        if (i === but || opened[i] !== 1 || (room[i] as number) < (demand[j] as number)) continue;
        const one = cost[i * customers + j] as number;
        if (one < least) [best, least] = [i, one];
      }
      return best;
    };
    const regret = (j: number): number => {
      const first = cheapest(j, -1);
      if (first < 0) return Infinity;
      const second = cheapest(j, first);
      return second < 0
        ? 1e15 + (demand[j] as number)
        : (cost[second * customers + j] as number) - (cost[first * customers + j] as number);
    };
    const order = Array.from({ length: customers }, (_, j) => j);
    const keen = order.map((j) => (prices ? regret(j) + (demand[j] as number) * 1e-3 : (demand[j] as number)));
    order.sort((a, b) => (keen[b] as number) - (keen[a] as number) || a - b);
    for (const j of order) {
      let at = cheapest(j, -1);
      if (at < 0) {
        let least = Infinity;
        for (let i = 0; i < facilities; i++) {
          if (opened[i] === 1 || (room[i] as number) < (demand[j] as number)) continue;
          const one = (cost[i * customers + j] as number) + (fixed[i] as number);
          if (one < least) [at, least] = [i, one];
        }
        if (at < 0) return null;
        opened[at] = 1;
      }
      assign[j] = at;
      room[at] = (room[at] as number) - (demand[j] as number);
    }
    return assign;
  }

  /** What a plan costs: facilities that serve nobody stay closed. */
  costOf(assign: Int32Array): number {
    const { customers, cost, fixed } = this.net;
    let value = 0;
    for (const i of new Set(assign)) value += fixed[i] as number;
    for (let j = 0; j < customers; j++) value += cost[(assign[j] as number) * customers + j] as number;
    return value;
  }

  offer(assign: Int32Array): number {
    const value = this.costOf(assign);
    if (value < this.value) {
      this.value = value;
      this.best = assign.slice();
    }
    return value;
  }

  /** Anneals from a plan. @param spent share of the time used, 0 to 1; asked now and then */
  anneal(from: Int32Array, spent: () => number, heat = 0.4): void {
    const { facilities, customers, cost, demand, capacity, fixed } = this.net;
    const assign = from.slice();
    const room = Int32Array.from(capacity);
    const guests = new Int32Array(facilities);
    for (let j = 0; j < customers; j++) {
      const i = assign[j] as number;
      room[i] = (room[i] as number) - (demand[j] as number);
      guests[i] = (guests[i] as number) + 1;
    }
    let value = this.offer(assign);
    const hot = (heat * value) / customers;
    const cold = hot / 400;
    let warmth = hot;
    const accept = (change: number): boolean => change <= 0 || this.wheel.share() < Math.exp(-change / warmth);
    const put = (j: number, to: number): void => {
      const i = assign[j] as number;
      room[i] = (room[i] as number) + (demand[j] as number);
      room[to] = (room[to] as number) - (demand[j] as number);
      guests[i] = (guests[i] as number) - 1;
      guests[to] = (guests[to] as number) + 1;
      assign[j] = to;
    };
    const at = (i: number, j: number): number => cost[i * customers + j] as number;
    for (let tries = 0; ; tries++) {
      if ((tries & 1023) === 0) {
        const share = spent();
        if (share >= 1) break;
        warmth = hot * (cold / hot) ** share;
      }
      const j = this.wheel.below(customers);
      const i = assign[j] as number;
      const near = this.near[j] as Int32Array;
      if (near.length === 0) continue;
      const kind = this.wheel.below(64);
      if (kind === 0 && (guests[i] as number) > 0) {
        value += this.empty(i, assign, room, guests, accept, put);
      } else if (kind === 1) {
        const to = near[this.wheel.below(near.length)] as number;
        if (guests[to] === 0) value += this.openUp(to, assign, room, guests, accept, put);
      } else if (kind < 34) {
        const to = near[Math.floor(this.wheel.share() ** 2 * near.length)] as number;
        if (to === i || (room[to] as number) < (demand[j] as number)) continue;
        const change =
          at(to, j) -
          at(i, j) +
          (guests[to] === 0 ? (fixed[to] as number) : 0) -
          (guests[i] === 1 ? (fixed[i] as number) : 0);
        if (!accept(change)) continue;
        put(j, to);
        value += change;
      } else {
        const k = this.wheel.below(customers);
        const to = assign[k] as number;
        if (to === i) continue;
        const more = (demand[j] as number) - (demand[k] as number);
        if ((room[to] as number) < more || (room[i] as number) < -more) continue;
        const change = at(to, j) + at(i, k) - at(i, j) - at(to, k);
        if (!accept(change)) continue;
        put(j, to);
        put(k, i);
        value += change;
      }
      if (value < this.value - 1e-9) value = this.offer(assign);
    }
  }

  /** Moves everybody out of a facility, largest first, to where it costs least; undone when refused. */
  private empty(
    i: number,
    assign: Int32Array,
    room: Int32Array,
    guests: Int32Array,
    accept: (change: number) => boolean,
    put: (j: number, to: number) => void,
  ): number {
    const { customers, cost, demand, fixed } = this.net;
    const leaving: number[] = [];
    for (let j = 0; j < customers; j++) if (assign[j] === i) leaving.push(j);
    leaving.sort((a, b) => (demand[b] as number) - (demand[a] as number) || a - b);
    let change = -(fixed[i] as number);
    let moved = 0;
    for (const j of leaving) {
      const to = (this.near[j] as Int32Array).find(
        (one) => one !== i && (guests[one] as number) > 0 && (room[one] as number) >= (demand[j] as number),
      );
      if (to === undefined) break;
      change += (cost[to * customers + j] as number) - (cost[i * customers + j] as number);
      put(j, to);
      moved += 1;
    }
    if (moved === leaving.length && accept(change)) return change;
    for (const j of leaving.slice(0, moved)) put(j, i);
    return 0;
  }

  /** Opens a facility for those who gain most by it; undone when refused. */
  private openUp(
    to: number,
    assign: Int32Array,
    room: Int32Array,
    guests: Int32Array,
    accept: (change: number) => boolean,
    put: (j: number, to: number) => void,
  ): number {
    const { customers, cost, demand, fixed } = this.net;
    const gain = (j: number): number =>
      (cost[(assign[j] as number) * customers + j] as number) - (cost[to * customers + j] as number);
    const gainers: number[] = [];
    for (let j = 0; j < customers; j++) if (gain(j) > 0) gainers.push(j);
    const keen = gainers.map(gain);
    const order = gainers.map((_, n) => n).sort((a, b) => (keen[b] as number) - (keen[a] as number));
    let change = fixed[to] as number;
    const came: [number, number][] = [];
    for (const n of order) {
      const j = gainers[n] as number;
      if ((room[to] as number) < (demand[j] as number)) continue;
      const from = assign[j] as number;
      change -= keen[n] as number;
      put(j, to);
      if (guests[from] === 0) change -= fixed[from] as number;
      came.push([j, from]);
    }
    if (came.length > 0 && accept(change)) return change;
    for (const [j, from] of came) put(j, from);
    return 0;
  }
}
