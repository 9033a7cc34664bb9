import { wholeBranch } from './branch.js';
import { build, repaired } from './build.js';
import { descend } from './descend.js';
import { Lagrangian } from './lagrangian.js';
import { narrow } from './narrow.js';
import { PlanInHand } from './plan-in-hand.js';
import { Tree } from './tree.js';
import { Wheel } from './wheel.js';
import { noiseOf, type Network } from './facility-instance.js';

/** Facilities of one part. */
const TOGETHER = 8;
/** Steps of prices for a part as a whole, and in all divisions of it. */
const STEPS = 80;
const DIVIDED = 480;

/**
 * Makes a plan better part by part: a few facilities that are like each other, with all their customers, are planned
 * anew by prices and search, the rest stays (Taillard and Voss 2002, POPMUSIC).
 */
export class Resettling {
  private readonly wheel = new Wheel();

  constructor(
    private readonly net: Network,
    /** By facility, others that may take its customers, most like it first. */
    private readonly alike: readonly (readonly number[])[],
  ) {}

  /** @param better told of every plan cheaper than all before */
  run(plan: PlanInHand, spent: () => number, better: (plan: PlanInHand) => void): void {
    const { facilities } = this.net;
    while (spent() < 1) {
      const seed = this.wheel.below(facilities);
      if (plan.guests[seed] === 0) continue;
      const others = this.alike[seed] ?? [];
      const part = [seed];
      for (const i of others)
        if (part.length < TOGETHER && (plan.guests[i] === 0 ? this.wheel.below(3) === 0 : this.wheel.below(4) > 0))
          part.push(i);
      const found = this.planned(plan, part, spent);
      if (!found) continue;
      for (const [customer, facility] of found) plan.put(customer, facility);
      better(plan);
    }
  }

  /** A cheaper way to serve the customers of some facilities from these; null when none was found. */
  private planned(
    plan: PlanInHand,
    part: readonly number[],
    spent: () => number,
  ): [customer: number, facility: number][] | null {
    const { net } = this;
    const customers: number[] = [];
    for (let j = 0; j < net.customers; j++) if (part.includes(plan.assign[j] as number)) customers.push(j);
    const sub = within(net, part, customers);
    const now = new PlanInHand(
      sub,
      Int32Array.from(customers, (j) => part.indexOf(plan.assign[j] as number)),
    );
    let best: Int32Array | null = null;
    let value = Math.round(now.value);
    const offer = (one: PlanInHand | null): void => {
      if (one) descend(one);
      if (!one || Math.round(one.value) >= value) return;
      value = Math.round(one.value);
      best = one.assign.slice();
    };
    const incumbent = {
      most: () => value - 1 + noiseOf(value),
      known: () => value,
      relaxed: (from: Lagrangian) => offer(repaired(from)),
      plan: (home: Int32Array) => offer(build(sub, new Uint8Array(sub.facilities), home)),
    };
    const root = wholeBranch(sub, true);
    const lagrangian = new Lagrangian(sub, true, root);
    for (let step = 0; step < STEPS && !lagrangian.spent; step++) {
      lagrangian.step(value);
      if (lagrangian.best.bound > incumbent.most()) break;
      if (step % 16 === 15) incumbent.relaxed(lagrangian);
    }
    if (lagrangian.best.bound <= incumbent.most() && narrow(lagrangian, incumbent.most(), true)) {
      const tree = new Tree(lagrangian, incumbent, { branch: root, ...lagrangian.best });
      let steps = 0;
      tree.run(() => (spent() >= 1 ? 1 : steps++ / DIVIDED));
    }
    const found = best as Int32Array | null;
    return found && customers.map((j, at) => [j, part[found[at] as number] as number]);
  }
}

/** The same with some facilities and customers only. */
function within(net: Network, part: readonly number[], customers: readonly number[]): Network {
  const pick = (list: Float64Array, at: readonly number[]): Float64Array =>
    Float64Array.from(at, (one) => list[one] as number);
  const cost = new Float64Array(part.length * customers.length);
  for (const [at, i] of part.entries())
    for (const [to, j] of customers.entries())
      cost[at * customers.length + to] = net.cost[i * net.customers + j] as number;
  return {
    ...net,
    facilities: part.length,
    customers: customers.length,
    capacity: pick(net.capacity, part),
    fixed: pick(net.fixed, part),
    demand: pick(net.demand, customers),
    cost,
  };
}
