import { OPEN, settle, SHUT, UNDECIDED } from './branch.js';
import type { Lagrangian } from './lagrangian.js';

/**
 * Decides in the branch what no plan of at most `most` can do otherwise, by the best prices known: facilities that must
 * open or stay shut, pairs that must be or cannot.
 * @returns false when the branch holds no such plan
 */
export function narrow(lagrangian: Lagrangian, most: number, pairs: boolean): boolean {
  const { net, branch, cover, worth, best } = lagrangian;
  const { facilities, customers, demand, cost, fixed } = net;
  const { prices } = best;
  const base = lagrangian.evaluate(prices);
  if (base > most) return false;
  const chosen = cover.open.slice();
  // The bound less what the cover gave: what is the same whichever facilities open.
  const rest = base - cover.least(worth, branch);
  const opened = new Float64Array(facilities).fill(Infinity);
  const closed = new Float64Array(facilities).fill(Infinity);
  for (let i = 0; i < facilities; i++) {
    if (branch.state[i] === SHUT) continue;
    opened[i] = chosen[i] === 1 ? base : rest + cover.least(worth, branch, i, OPEN);
    if (branch.state[i] === UNDECIDED) closed[i] = chosen[i] === 0 ? base : rest + cover.least(worth, branch, i, SHUT);
  }
  for (let i = 0; i < facilities; i++) {
    if (branch.state[i] !== UNDECIDED) continue;
    if ((opened[i] as number) > most) branch.state[i] = SHUT;
    if ((closed[i] as number) > most) {
      if (branch.state[i] === SHUT) return false;
      branch.state[i] = OPEN;
    }
  }
  if (!pairs) return true;
  const { knapsack, room } = lagrangian;
  const taken = new Uint8Array(customers);
  const place = new Int32Array(customers);
  for (let i = 0; i < facilities; i++) {
    if (branch.state[i] === SHUT) continue;
    const brought = (fixed[i] as number) - (worth[i] as number);
    lagrangian.fill(i, prices);
    place.fill(-1);
    for (let at = 0; at < knapsack.size; at++) {
      const j = knapsack.item[at] as number;
      place[j] = at;
      taken[j] = knapsack.taken[at] as number;
    }
    const [left, row] = [room[i] as number, i * customers];
    for (let j = 0; j < customers; j++) {
      if (branch.barred[row + j] === 1 || (branch.home[j] as number) >= 0) continue;
      const [at, weight] = [place[j] as number, demand[j] as number];
      if (weight > left) {
        branch.barred[row + j] = 1;
        continue;
      }
      const own = (prices[j] as number) - (cost[row + j] as number);
      const within = own + knapsack.ceilingWithout(at, left - weight);
      if ((opened[i] as number) + Math.max(0, brought - within) > most) branch.barred[row + j] = 1;
      else if (at >= 0 && taken[j] === 1) {
        const without = brought - knapsack.ceilingWithout(at, left);
        if (Math.min(closed[i] as number, (opened[i] as number) + without) > most) settle(branch, i, j);
      }
    }
  }
  return everybodyCanBeServed(lagrangian);
}

/** Whether each customer has a facility left; who has only one is served there. */
function everybodyCanBeServed({ net, branch }: Lagrangian): boolean {
  const { facilities, customers } = net;
  for (let j = 0; j < customers; j++) {
    if ((branch.home[j] as number) >= 0) continue;
    let [ways, only] = [0, -1];
    for (let i = 0; i < facilities && ways < 2; i++)
      if (branch.state[i] !== SHUT && branch.barred[i * customers + j] === 0) [ways, only] = [ways + 1, i];
    if (ways === 0) return false;
    if (ways === 1) settle(branch, only, j);
  }
  return true;
}
