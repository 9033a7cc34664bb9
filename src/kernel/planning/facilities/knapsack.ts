/** Steps of a search after which the bound it began with is given instead of the best. */
const PATIENCE = 4000;

/**
 * Most profit within a capacity, found by depth-first search behind the bound of Martello and Toth (1977): exact for
 * nearly all knapsacks that stand in practice, and where the search is cut short still a bound. Holds its own lists, so
 * that one object serves any number of knapsacks: `clear`, `add` all items, `solve`.
 */
export class Knapsack {
  /** Items by falling profit per weight, as they were named. */
  readonly item: Int32Array;
  readonly profit: Float64Array;
  readonly weight: Float64Array;
  /** How much of each item, in the same order, is in the best found: 0 or 1, or a part where items may be broken. */
  readonly taken: Float64Array;
  size = 0;
  /** Profit of what is taken. */
  value = 0;
  private readonly ratio: Float64Array;
  private readonly tried: Uint8Array;

  constructor(most: number) {
    this.item = new Int32Array(most);
    this.profit = new Float64Array(most);
    this.weight = new Float64Array(most);
    this.taken = new Float64Array(most);
    this.ratio = new Float64Array(most);
    this.tried = new Uint8Array(most);
  }

  clear(): void {
    this.size = 0;
  }

  /** One more item, put where its profit per weight belongs: quick when items come nearly in that order. */
  add(item: number, profit: number, weight: number): void {
    // What weighs nothing is taken first where it brings anything; 0 / 0 would break the order.
    const ratio = profit > 0 ? profit / weight : 0;
    let at = this.size++;
    for (; at > 0 && (this.ratio[at - 1] as number) < ratio; at--) {
      this.item[at] = this.item[at - 1] as number;
      this.profit[at] = this.profit[at - 1] as number;
      this.weight[at] = this.weight[at - 1] as number;
      this.ratio[at] = this.ratio[at - 1] as number;
    }
    this.item[at] = item;
    this.profit[at] = profit;
    this.weight[at] = weight;
    this.ratio[at] = ratio;
  }

  /** Most profit where the last item may be taken in part. */
  broken(capacity: number): number {
    const { size, profit, weight, taken } = this;
    let room = capacity;
    this.value = 0;
    for (let at = 0; at < size; at++) {
      const part = (weight[at] as number) <= room ? 1 : room / (weight[at] as number);
      taken[at] = part;
      this.value += part * (profit[at] as number);
      room -= part * (weight[at] as number);
    }
    return this.value;
  }

  /** No filling has more profit than what is returned; nearly always it is the most itself, and `taken` tells how. */
  whole(capacity: number): number {
    const { size, profit, weight, taken, tried } = this;
    this.value = -1;
    const limit = this.ceiling(0, 0, capacity);
    const slip = 1e-12 * limit;
    let [at, room, sum] = [0, capacity, 0];
    for (let steps = 0; ; steps++) {
      if (at === size || this.ceiling(at, sum, room) > this.value + slip) {
        // As many as fit one after the other, then one is left out and the rest is looked at again.
        while (at < size && (weight[at] as number) <= room) {
          room -= weight[at] as number;
          sum += profit[at] as number;
          tried[at++] = 1;
        }
        if (at < size) tried[at++] = 0;
        if (at < size) continue;
        if (sum > this.value) {
          this.value = sum;
          taken.set(tried.subarray(0, size));
          if (sum >= limit - slip) return sum;
        }
      }
      if (steps > PATIENCE) return limit;
      do at--;
      while (at >= 0 && tried[at] === 0);
      if (at < 0) return this.value;
      room += weight[at] as number;
      sum -= profit[at] as number;
      tried[at++] = 0;
    }
  }

  /** Most that items from a place on can add, by what breaking the first that does not fit allows. */
  private ceiling(from: number, sum: number, capacity: number): number {
    const { size, profit, weight, ratio } = this;
    let [at, room, most] = [from, capacity, sum];
    while (at < size && (weight[at] as number) <= room) {
      room -= weight[at] as number;
      most += profit[at++] as number;
    }
    if (at === size) return most;
    const without = most + (at + 1 < size ? room * (ratio[at + 1] as number) : 0);
    if (at === from) return without;
    const within = most + (profit[at] as number) - ((weight[at] as number) - room) * (ratio[at - 1] as number);
    return Math.max(without, within);
  }

  /** What no filling without one item exceeds, were the first that does not fit broken. */
  ceilingWithout(left: number, capacity: number): number {
    const { size, profit, weight, ratio } = this;
    let [room, most] = [capacity, 0];
    for (let at = 0; at < size; at++) {
      if (at === left) continue;
      if ((weight[at] as number) > room) return most + room * (ratio[at] as number);
      room -= weight[at] as number;
      most += profit[at] as number;
    }
    return most;
  }
}
