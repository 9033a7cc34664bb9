import { certify, narrowed, NOISE } from '../relaxation.js';
import { reduceTo, solveReduced } from '../reduce.js';
import { valueOf } from '../lexicographic.js';
import { facilityModel } from './facility-model.js';
import { Lagrangian } from './lagrangian.js';
import { WholeSearch } from './serve-whole.js';
import type { Solver } from '../mip.js';
import type { Network } from './facility-instance.js';

/** Pairs left over up to which the rest is worth a search to the end. */
const MOST_PAIRS = 4000;
/** Cells of all knapsack tables of one step, beyond which steps are taken with broken knapsacks. */
const MOST_CELLS = 40_000_000;
const NODES = 100_000;

export interface Located {
  /** Facility of each customer. */
  readonly assign: Int32Array;
  readonly value: number;
  readonly bound: number;
}

/**
 * Every customer served from one facility: a bound from prices, plans built on the way and annealed, and a search among
 * what the bound does not exclude. Better the longer it may take.
 * @param spent share of the time used, 0 to 1 @returns null when no plan was found
 */
export function locateWhole(net: Network, solver: Solver, spent: () => number): Located | null {
  if (net.customers === 0) return { assign: new Int32Array(0), value: 0, bound: 0 };
  const lagrangian = new Lagrangian(net, true);
  const search = new WholeSearch(net);
  const everybody = Array.from({ length: net.facilities }, (_, i) => i);
  for (const prices of [null, lagrangian.best.prices]) {
    const built = search.build(everybody, prices);
    if (built) search.offer(built);
  }
  const proven = (bound: number): boolean => Math.ceil(bound - NOISE) >= search.value;
  const cells = net.capacity.reduce((sum, one) => sum + one, 0) * net.customers;
  const exact = cells <= MOST_CELLS;
  const upper = (): number =>
    Number.isFinite(search.value) ? search.value : Math.abs(lagrangian.best.bound) * 1.5 + 1;
  for (
    let step = 0;
    !(exact ? lagrangian.spent : lagrangian.slow) && spent() < 0.35 && !proven(lagrangian.best.bound);
    step++
  ) {
    const open = lagrangian.step(upper(), exact && (step >= 120 || lagrangian.slow));
    if (step % 8 !== 0) continue;
    const built = search.build(open, lagrangian.best.prices);
    if (built) search.offer(built);
  }
  let { bound } = lagrangian.best;
  const until = (share: number): (() => number) => {
    const from = spent();
    return () => (share <= from ? 1 : Math.min(1, (spent() - from) / (share - from)));
  };
  if (search.best && !proven(bound)) search.anneal(search.best, until(Math.min(1, Math.max(0.5, spent() + 0.1))), 0.1);
  if (!proven(bound)) {
    const rest = settle(net, lagrangian, search, solver);
    bound = Math.max(bound, rest);
  }
  for (const [share, heat] of [
    [0.5, 0.2],
    [1, 0.05],
  ] as const)
    if (search.best && !proven(bound)) search.anneal(search.best, until(spent() + (1 - spent()) * share), heat);
  if (!search.best) return null;
  return { assign: search.best, value: search.value, bound: Math.min(search.value, Math.ceil(bound - NOISE)) };
}

/** Looks for anything cheaper among what the bound leaves. @returns the bound that is then known */
function settle(net: Network, lagrangian: Lagrangian, search: WholeSearch, solver: Solver): number {
  const better = search.value - 1;
  const model = facilityModel(net, lagrangian.excluded(better), true);
  if (!model) return search.value;
  if (model.pairs.length > MOST_PAIRS) return -Infinity;
  const { mip, objective, pairs } = model;
  const relaxation = solver.relax(mip);
  const relaxed = relaxation.minimise(objective);
  relaxation.close();
  const whole = { lower: mip.lower, upper: mip.upper };
  const proof = relaxed && certify(mip, objective, relaxed.prices, whole);
  if (proof && proof.bound - NOISE > better) return search.value;
  const reduced = reduceTo(mip, objective, proof && Number.isFinite(better) ? narrowed(whole, proof, better) : whole);
  if (!reduced) return search.value;
  if (reduced.mip.lower.length === 0 && reduced.constant > better) return search.value;
  if (Number.isFinite(better)) reduced.mip.row(-Infinity, better - reduced.constant, reduced.objective);
  const answer = solveReduced(reduced, solver.solve, { nodes: NODES, start: null });
  if (answer.values) {
    const { values } = answer;
    const assign = new Int32Array(net.customers);
    for (const { facility, customer, column } of pairs) if (values[column] === 1) assign[customer] = facility;
    if (valueOf(objective, values) < search.value) search.offer(assign);
  }
  if (answer.status === 'infeasible' || answer.status === 'optimal') return search.value;
  return Math.max(proof?.bound ?? -Infinity, Math.min(answer.bound, search.value));
}
