import { SHUT, type Branch } from './branch.js';
import { PlanInHand } from './plan-in-hand.js';
import { Wheel } from './wheel.js';
import type { Network } from './facility-instance.js';

/** How much colder the end is than the beginning. */
const COOLING = 400;

/**
 * Makes a plan better by moving a customer, exchanging two, and emptying or opening a facility, worse steps now and then
 * included, fewer as time passes (annealing). In whole numbers and repeatable.
 */
export class Annealing {
  private readonly wheel = new Wheel();
  private readonly near: readonly Int32Array[];
  private warmth = 0;

  /** @param branch what need not be tried */
  constructor(
    private readonly net: Network,
    branch: Branch,
  ) {
    const { facilities, customers, cost } = net;
    this.near = Array.from({ length: customers }, (_, j) =>
      Int32Array.from(
        Array.from({ length: facilities }, (_i, i) => i)
          .filter((i) => branch.state[i] !== SHUT && branch.barred[i * customers + j] === 0)
          .sort((a, b) => (cost[a * customers + j] as number) - (cost[b * customers + j] as number) || a - b),
      ),
    );
  }

  /**
   * @param spent share of the time used, 0 to 1; asked now and then
   * @param better told of every plan cheaper than all before
   */
  run(from: Int32Array, spent: () => number, heat: number, better: (plan: PlanInHand) => void): void {
    const { net, wheel, near } = this;
    const { customers } = net;
    const plan = new PlanInHand(net, from);
    const { assign, guests } = plan;
    const hot = (heat * plan.value) / customers;
    let best = plan.value;
    for (let tries = 0; ; tries++) {
      if ((tries & 1023) === 0) {
        const share = spent();
        if (share >= 1) return;
        this.warmth = hot * COOLING ** -share;
      }
      const j = wheel.below(customers);
      const ways = near[j] as Int32Array;
      if (ways.length === 0) continue;
      const kind = wheel.below(64);
      if (kind === 0) this.empty(plan, assign[j] as number);
      else if (kind === 1) {
        const to = ways[wheel.below(ways.length)] as number;
        if (guests[to] === 0) this.open(plan, to);
      } else if (kind < 34) {
        const to = ways[Math.floor(wheel.share() ** 2 * ways.length)] as number;
        if (plan.fits(to, j) && this.accept(plan.change(j, to))) plan.put(j, to);
      } else {
        const k = wheel.below(customers);
        if (assign[k] === assign[j] || !plan.exchangeable(j, k)) continue;
        if (this.accept(plan.exchangeChange(j, k))) plan.exchange(j, k);
      }
      if (plan.value < best - 1e-7) {
        best = plan.value;
        better(plan);
      }
    }
  }

  private accept(change: number): boolean {
    return change <= 0 || this.wheel.share() < Math.exp(-change / this.warmth);
  }

  /** Moves everybody out of a facility, largest first, to where it costs least; undone when refused. */
  private empty(plan: PlanInHand, i: number): void {
    const { assign, guests, net } = plan;
    const before = plan.value;
    const leaving: number[] = [];
    for (let j = 0; j < net.customers; j++) if (assign[j] === i) leaving.push(j);
    leaving.sort((a, b) => (net.demand[b] as number) - (net.demand[a] as number) || a - b);
    let moved = 0;
    for (const j of leaving) {
      const to = (this.near[j] as Int32Array).find(
        (one) => one !== i && (guests[one] as number) > 0 && plan.fits(one, j),
      );
      if (to === undefined) break;
      plan.put(j, to);
      moved += 1;
    }
    if (moved === leaving.length && this.accept(plan.value - before)) return;
    for (const j of leaving.slice(0, moved)) plan.put(j, i);
    plan.value = before;
  }

  /** Opens a facility for those who gain most by it; undone when refused. */
  private open(plan: PlanInHand, to: number): void {
    const { assign, net } = plan;
    const before = plan.value;
    const gainers: { j: number; from: number; gain: number }[] = [];
    for (let j = 0; j < net.customers; j++) {
      const from = assign[j] as number;
      const gain = plan.at(from, j) - plan.at(to, j);
      if (gain > 0) gainers.push({ j, from, gain });
    }
    gainers.sort((a, b) => b.gain - a.gain || a.j - b.j);
    const came = gainers.filter(({ j }) => {
      if (!plan.fits(to, j)) return false;
      plan.put(j, to);
      return true;
    });
    if (came.length > 0 && this.accept(plan.value - before)) return;
    for (const { j, from } of came) plan.put(j, from);
    plan.value = before;
  }
}
