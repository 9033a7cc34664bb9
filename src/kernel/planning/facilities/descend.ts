import type { PlanInHand } from './plan-in-hand.js';

/** Moves customers and, if asked, exchanges two as long as that makes the plan cheaper. */
export function descend(plan: PlanInHand, exchanging = true): void {
  const { customers, facilities } = plan.net;
  const { assign, guests } = plan;
  for (let idle = 0, j = 0; idle < customers; j = (j + 1) % customers) {
    idle++;
    let [to, least] = [-1, -1e-7];
    for (let i = 0; i < facilities; i++) {
      if (guests[i] === 0 || i === assign[j] || !plan.fits(i, j)) continue;
      const change = plan.change(j, i);
      if (change < least) [to, least] = [i, change];
    }
    let other = -1;
    for (let k = 0; exchanging && k < customers; k++) {
      if (assign[k] === assign[j]) continue;
      const change = plan.exchangeChange(j, k);
      if (change < least && plan.exchangeable(j, k)) [other, least] = [k, change];
    }
    if (other >= 0) plan.exchange(j, other);
    else if (to >= 0) plan.put(j, to);
    else continue;
    idle = 0;
  }
}
