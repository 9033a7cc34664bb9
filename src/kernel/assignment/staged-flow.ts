import { minCostFlow } from './min-cost-flow.js';
import type { InfeasibleFlow, Network } from './network.js';

/** A flow that is cheapest by the first cost, among those cheapest by the second, and so on, with a proof for each. */
export interface StagedFlow {
  readonly status: 'optimal';
  readonly flow: Float64Array;
  readonly stages: readonly { readonly value: number; readonly cost: Float64Array; readonly potential: Float64Array }[];
}

/**
 * Min-cost flow by several costs, one after the other, without weights between them: an arc whose reduced cost is not
 * zero carries nothing, or all it can, in every cheapest flow; only the other arcs are left to the next cost.
 * @throws RangeError as `minCostFlow` does
 */
export function stagedFlow(
  network: Omit<Network, 'cost'>,
  costs: readonly Float64Array[],
): StagedFlow | InfeasibleFlow {
  const { from, to } = network;
  const flow = new Float64Array(from.length);
  const supply = Float64Array.from(network.supply);
  const stages: { value: number; cost: Float64Array; potential: Float64Array }[] = [];
  let open = Int32Array.from(from, (_, arc) => arc);
  for (const cost of costs) {
    const solved = minCostFlow({
      supply,
      from: Int32Array.from(open, (arc) => from[arc] as number),
      to: Int32Array.from(open, (arc) => to[arc] as number),
      capacity: Float64Array.from(open, (arc) => network.capacity[arc] as number),
      cost: Float64Array.from(open, (arc) => cost[arc] as number),
    });
    if (solved.status === 'infeasible') return solved;
    const { potential } = solved;
    for (const [at, arc] of open.entries()) flow[arc] = solved.flow[at] as number;
    stages.push({ value: total(cost, flow), cost, potential });
    open = open.filter((arc) => {
      const [tail, head] = [from[arc] as number, to[arc] as number];
      const reduced = (cost[arc] as number) + (potential[tail] as number) - (potential[head] as number);
      if (reduced < 0) {
        supply[tail] = (supply[tail] as number) - (flow[arc] as number);
        supply[head] = (supply[head] as number) + (flow[arc] as number);
      }
      return reduced === 0;
    });
  }
  return { status: 'optimal', flow, stages };
}

function total(cost: Float64Array, flow: Float64Array): number {
  let sum = 0;
  for (let arc = 0; arc < cost.length; arc++) sum += (cost[arc] as number) * (flow[arc] as number);
  return sum;
}
