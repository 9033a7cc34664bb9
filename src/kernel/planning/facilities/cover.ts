import { OPEN, SHUT, type Branch } from './branch.js';
import { Knapsack } from './knapsack.js';
import type { Network } from './facility-instance.js';

/** Which facilities open when each has a worth and together they must hold all demand: a knapsack of what stays shut. */
export class Cover {
  /** 1 for a facility that is open in the cheapest cover. */
  readonly open: Uint8Array;
  private readonly spare: Knapsack;
  private readonly wanted: number;

  constructor(private readonly net: Network) {
    this.open = new Uint8Array(net.facilities);
    this.spare = new Knapsack(net.facilities);
    this.wanted = net.demand.reduce((sum, one) => sum + one, 0);
  }

  /**
   * The least sum of worths, as the branch allows; one facility may be set besides.
   * @param worth what each facility costs when it is open, less what it brings
   * @returns Infinity where all that may open is too little
   */
  least(worth: Float64Array, { state }: Branch, set = -1, to: number = OPEN): number {
    const { net, open, spare } = this;
    let missing = this.wanted;
    let rest = 0;
    let sum = 0;
    spare.clear();
    for (let i = 0; i < worth.length; i++) {
      const decided = i === set ? to : (state[i] as number);
      open[i] = 0;
      if (decided === SHUT) continue;
      const [own, capacity] = [worth[i] as number, net.capacity[i] as number];
      if (decided === OPEN || own < 0) {
        open[i] = 1;
        sum += own;
        missing -= capacity;
      } else {
        spare.add(i, own, capacity);
        rest += capacity;
        sum += own;
      }
    }
    if (missing <= 0) {
      for (let at = 0; at < spare.size; at++) sum -= spare.profit[at] as number;
      return sum;
    }
    if (rest < missing) return Infinity;
    sum -= spare.whole(rest - missing);
    for (let at = 0; at < spare.size; at++) if (spare.taken[at] === 0) open[spare.item[at] as number] = 1;
    return sum;
  }
}
