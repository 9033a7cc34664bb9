import { PlanInHand } from './plan-in-hand.js';
import type { Lagrangian } from './lagrangian.js';
import type { Network } from './facility-instance.js';

/**
 * Serves everybody from the facilities given, those with most to lose first, and opens others where that fails.
 * @param begun who is served already, -1 for the others
 * @returns null when somebody is left over, or too many are served from a facility already
 */
export function build(net: Network, open: Uint8Array, begun: Int32Array): PlanInHand | null {
  const { facilities, customers, demand, fixed } = net;
  const plan = new PlanInHand(net, begun);
  if (plan.room.some((left) => left < 0)) return null;
  const usable = Uint8Array.from(open);
  const left: { j: number; keen: number }[] = [];
  for (let j = 0; j < customers; j++) if ((begun[j] as number) < 0) left.push({ j, keen: regret(j) });
  left.sort((a, b) => b.keen - a.keen || (demand[b.j] as number) - (demand[a.j] as number) || a.j - b.j);
  for (const { j } of left) {
    let at = cheapest(j, -1);
    if (at < 0) {
      let least = Infinity;
      for (let i = 0; i < facilities; i++) {
        if (usable[i] === 1 || !plan.fits(i, j)) continue;
        const one = plan.at(i, j) + (fixed[i] as number);
        if (one < least) [at, least] = [i, one];
      }
      if (at < 0) return null;
      usable[at] = 1;
    }
    plan.put(j, at);
  }
  return plan;

  function cheapest(j: number, but: number): number {
    let [best, least] = [-1, Infinity];
    for (let i = 0; i < facilities; i++) {
      if (i === but || usable[i] !== 1 || !plan.fits(i, j)) continue;
      const one = plan.at(i, j);
      if (one < least) [best, least] = [i, one];
    }
    return best;
  }

  function regret(j: number): number {
    const first = cheapest(j, -1);
    const second = first < 0 ? -1 : cheapest(j, first);
    return second < 0 ? Infinity : plan.at(second, j) - plan.at(first, j);
  }
}

/** A plan after the relaxed answer last looked at: who is served by some facility stays with the cheapest of them. */
export function repaired({ net, cover, served, server, branch }: Lagrangian): PlanInHand | null {
  const begun = Int32Array.from(server, (i, j) => {
    const home = branch.home[j] as number;
    return home >= 0 ? home : (served[j] as number) > 0 ? i : -1;
  });
  return build(net, cover.open, begun);
}

/** The largest customers first, each where most room is left: for instances so tight that cost must wait. */
export function packed(net: Network): PlanInHand | null {
  const { facilities, customers, demand } = net;
  const plan = new PlanInHand(net, new Int32Array(customers).fill(-1));
  const order = Array.from({ length: customers }, (_, j) => j);
  order.sort((a, b) => (demand[b] as number) - (demand[a] as number) || a - b);
  for (const j of order) {
    let [at, least] = [-1, Infinity];
    for (let i = 0; i < facilities; i++) {
      const rest = (plan.room[i] as number) - (demand[j] as number);
      if (rest >= 0 && rest < least) [at, least] = [i, rest];
    }
    if (at < 0) return null;
    plan.put(j, at);
  }
  return plan;
}
