import type { Network } from './facility-instance.js';

/** A plan that is being changed: every customer at one facility, facilities open that serve somebody. */
export class PlanInHand {
  readonly assign: Int32Array;
  readonly room: Float64Array;
  /** How many customers each facility serves. */
  readonly guests: Int32Array;
  value = 0;

  /** @param assign may leave customers without a facility (-1), to be given one by `put` */
  constructor(
    readonly net: Network,
    assign: Int32Array,
  ) {
    this.assign = assign.slice();
    this.room = Float64Array.from(net.capacity);
    this.guests = new Int32Array(net.facilities);
    for (let j = 0; j < assign.length; j++) {
      const i = assign[j] as number;
      if (i < 0) continue;
      this.room[i] = (this.room[i] as number) - (net.demand[j] as number);
      this.guests[i] = (this.guests[i] as number) + 1;
      this.value += this.at(i, j);
    }
    for (let i = 0; i < net.facilities; i++) if ((this.guests[i] as number) > 0) this.value += net.fixed[i] as number;
  }

  at(i: number, j: number): number {
    return this.net.cost[i * this.net.customers + j] as number;
  }

  fits(to: number, j: number): boolean {
    return (this.room[to] as number) >= (this.net.demand[j] as number);
  }

  /** What serving a customer from another facility changes. */
  change(j: number, to: number): number {
    const { guests, net } = this;
    const i = this.assign[j] as number;
    if (i === to) return 0;
    const opens = guests[to] === 0 ? (net.fixed[to] as number) : 0;
    const closes = i >= 0 && guests[i] === 1 ? (net.fixed[i] as number) : 0;
    return this.at(to, j) - (i < 0 ? 0 : this.at(i, j)) + opens - closes;
  }

  put(j: number, to: number): void {
    const { room, guests, assign, net } = this;
    this.value += this.change(j, to);
    const wanted = net.demand[j] as number;
    const i = assign[j] as number;
    if (i >= 0) {
      room[i] = (room[i] as number) + wanted;
      guests[i] = (guests[i] as number) - 1;
    }
    room[to] = (room[to] as number) - wanted;
    guests[to] = (guests[to] as number) + 1;
    assign[j] = to;
  }

  /** Whether two customers at different facilities may change places. */
  exchangeable(j: number, k: number): boolean {
    const { room, assign, net } = this;
    const more = (net.demand[j] as number) - (net.demand[k] as number);
    return (room[assign[k] as number] as number) >= more && (room[assign[j] as number] as number) >= -more;
  }

  exchangeChange(j: number, k: number): number {
    const [a, b] = [this.assign[j] as number, this.assign[k] as number];
    return this.at(b, j) + this.at(a, k) - this.at(a, j) - this.at(b, k);
  }

  exchange(j: number, k: number): void {
    const [a, b] = [this.assign[j] as number, this.assign[k] as number];
    this.put(j, b);
    this.put(k, a);
  }
}
