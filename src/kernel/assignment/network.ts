/**
 * A network of min-cost flow: arc a carries 0 … `capacity[a]` units from node `from[a]` to node `to[a]` at `cost[a]` a
 * unit; node v puts `supply[v]` units in, or takes them out when negative. All whole numbers; supplies add up to zero.
 */
export interface Network {
  readonly supply: readonly number[] | Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly capacity: Float64Array;
  readonly cost: Float64Array;
}

/** The cheapest flow, with the node potentials that prove it: see `checkFlow`. */
export interface OptimalFlow {
  readonly status: 'optimal';
  readonly flow: Float64Array;
  readonly potential: Float64Array;
  readonly cost: number;
}

/** No flow meets all supplies: the nodes of `cut` put in more than the arcs that leave them can carry. */
export interface InfeasibleFlow {
  readonly status: 'infeasible';
  readonly cut: readonly number[];
}

/** Arcs written one by one; parallel arcs are kept apart. */
export class NetworkBuilder {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly capacity: number[] = [];
  private readonly cost: number[] = [];

  constructor(private readonly supply: number[]) {}

  /** @returns the arc's number. */
  arc(from: number, to: number, capacity: number, cost: number): number {
    this.from.push(from);
    this.to.push(to);
    this.capacity.push(capacity);
    return this.cost.push(cost) - 1;
  }

  /**
   * One arc a unit, each dearer than the one before: a convex cost. The cheapest flow fills them in order by itself.
   * @returns the number of the first
   * @throws RangeError when a unit is cheaper than the one before it
   */
  convex(from: number, to: number, unitCosts: readonly number[]): number {
    const first = this.cost.length;
    for (const [at, cost] of unitCosts.entries()) {
      if (cost < (unitCosts[at - 1] ?? cost)) throw new RangeError('costs of further units must not fall');
      this.arc(from, to, 1, cost);
    }
    return first;
  }

  build(): Network {
    return {
      supply: this.supply,
      from: Int32Array.from(this.from),
      to: Int32Array.from(this.to),
      capacity: Float64Array.from(this.capacity),
      cost: Float64Array.from(this.cost),
    };
  }
}
