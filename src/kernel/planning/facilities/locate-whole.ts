import { alike } from './alike.js';
import { Annealing } from './anneal.js';
import { wholeBranch } from './branch.js';
import { build, packed, repaired } from './build.js';
import { descend } from './descend.js';
import { noiseOf, type Network } from './facility-instance.js';
import { Lagrangian } from './lagrangian.js';
import { narrow } from './narrow.js';
import { PlanInHand } from './plan-in-hand.js';
import { Reopening } from './reopen.js';
import { Resettling } from './resettle.js';
import { Tree } from './tree.js';

export interface Located {
  /** Facility of each customer; null when no plan was found. */
  readonly assign: Int32Array | null;
  readonly value: number;
  /** Infinity when there is no plan. */
  readonly bound: number;
}

/** Share of the time for the first prices, and for making the plan better after them. */
const PRICES = 0.2;
const FIRST = 0.25;
/** What is left is used in turns, each with this share for the search and the rest for making the plan better. */
const TURNS = 4;
const SEARCH = 0.4;

/**
 * Every customer served from one facility: a bound from prices, plans built on the way and annealed, and a search among
 * what the bound does not exclude. Better the longer it may take.
 * @param spent share of the time used, 0 to 1
 */
export function locateWhole(net: Network, spent: () => number): Located {
  const { facilities, customers } = net;
  let best: Int32Array | null = null;
  let value = Infinity;
  const offer = (plan: PlanInHand | null): void => {
    if (!plan || plan.value >= value) return;
    value = Math.round(plan.value);
    best = plan.assign.slice();
  };
  const polished = (plan: PlanInHand | null): void => {
    if (plan) descend(plan);
    offer(plan);
  };
  const nobody = new Int32Array(customers).fill(-1);
  polished(build(net, new Uint8Array(facilities).fill(1), nobody));
  polished(packed(net));
  const root = wholeBranch(net, true);
  const lagrangian = new Lagrangian(net, true, root);
  const incumbent = {
    // Costs are whole numbers, so a better plan is better by one.
    most: () => (Number.isFinite(value) ? value - 1 + noiseOf(value) : Number.MAX_VALUE),
    // Without a plan something above the bound, which is not there yet either before the first step.
    known: () => (Number.isFinite(value) ? value : Math.max(0, lagrangian.best.bound) * 1.5 + 1),
    relaxed: (from: Lagrangian) => polished(repaired(from)),
    plan: (home: Int32Array) => polished(build(net, new Uint8Array(facilities), home)),
  };
  let bound = -Infinity;
  const proven = (): boolean => bound > incumbent.most();
  for (let step = 0; step === 0 || (!lagrangian.spent && spent() < PRICES && !proven()); step++) {
    lagrangian.step(incumbent.known());
    bound = Math.max(bound, lagrangian.best.bound);
    if (step % 8 === 7) incumbent.relaxed(lagrangian);
  }
  const until = (share: number): (() => number) => {
    const from = spent();
    const length = Math.min(1, share) - from;
    return () => {
      const now = spent();
      return now >= 1 || length <= 0 ? 1 : Math.min(1, (now - from) / length);
    };
  };
  if (!proven() && !narrow(lagrangian, incumbent.most(), true)) bound = value;
  const others = alike(net, root);
  const [reopening, resettling] = [new Reopening(net, root, others), new Resettling(net, others)];
  const annealing = new Annealing(net, root);
  const improve = (share: number, heat: number): void => {
    const [from, whole] = [spent(), share - spent()];
    if (best && !proven()) reopening.run(new PlanInHand(net, best), until(from + whole * 0.25), offer);
    if (best && !proven()) resettling.run(new PlanInHand(net, best), until(from + whole * 0.9), offer);
    if (best && !proven()) annealing.run(best, until(share), heat, offer);
  };
  improve(spent() + FIRST, 0.02);
  const tree = new Tree(lagrangian, incumbent, { branch: root, prices: lagrangian.best.prices, bound });
  for (let turn = 1; turn <= TURNS && !proven() && spent() < 1; turn++) {
    const [from, whole] = [spent(), (1 - spent()) / (TURNS - turn + 1)];
    tree.run(until(from + whole * (best ? SEARCH : 1)));
    bound = Math.max(bound, Math.min(value, tree.bound));
    improve(from + whole, turn % 2 === 0 ? 0.1 : 0.02);
  }
  return { assign: best, value, bound: bound < value ? Math.ceil(bound - noiseOf(bound)) : value };
}
