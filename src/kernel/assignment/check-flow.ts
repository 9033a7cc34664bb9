/**
 * Checks a flow and its potentials against the network alone. On purpose it imports nothing. By complementary slackness
 * a flow without a fault is of least cost: no other keeps the supplies for less.
 */
export interface FlowFault {
  readonly code: 'balance' | 'capacity' | 'whole' | 'could-carry-more' | 'should-carry-less';
  /** The node for `balance`, else the arc. */
  readonly at: number;
  /** Which of several costs is not least, from 0. */
  readonly stage?: number;
}

interface Arcs {
  readonly supply: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly capacity: ArrayLike<number>;
}

/** One cost of the arcs, and the potentials of the nodes that prove it least. */
export interface Proof {
  readonly cost: ArrayLike<number>;
  readonly potential: ArrayLike<number>;
}

/**
 * Reduced cost = cost + potential of the tail - potential of the head: never negative where there is room, never
 * positive where something flows. With several proofs the first cost comes first: arcs on which it leaves no choice are
 * left out of the later ones.
 */
export function checkFlow(network: Arcs, flow: ArrayLike<number>, proofs: readonly Proof[]): FlowFault[] {
  const { supply, from, to, capacity } = network;
  const faults: FlowFault[] = [];
  const left = Array.from(supply);
  for (let arc = 0; arc < from.length; arc++) {
    const [tail = 0, head = 0, units = Number.NaN, room = 0] = [from[arc], to[arc], flow[arc], capacity[arc]];
    if (!Number.isSafeInteger(units)) faults.push({ code: 'whole', at: arc });
    if (!(units >= 0 && units <= room)) faults.push({ code: 'capacity', at: arc });
    left[tail] = (left[tail] ?? 0) - units;
    left[head] = (left[head] ?? 0) + units;
    for (const [stage, { cost, potential }] of proofs.entries()) {
      const reduced = (cost[arc] ?? 0) + (potential[tail] ?? Number.NaN) - (potential[head] ?? Number.NaN);
      if (reduced === 0) continue;
      if (!(reduced > 0) && units < room) faults.push({ code: 'could-carry-more', at: arc, stage });
      if (!(reduced < 0) && units > 0) faults.push({ code: 'should-carry-less', at: arc, stage });
      break;
    }
  }
  left.forEach((rest, node) => {
    if (rest !== 0) faults.push({ code: 'balance', at: node });
  });
  return faults;
}

/** Whether the nodes prove that no flow exists: together they put in more than can leave them. */
export function provesInfeasible(network: Arcs, cut: readonly number[]): boolean {
  const inside = new Set(cut);
  let surplus = 0;
  for (const node of inside) surplus += network.supply[node] ?? 0;
  for (let arc = 0; arc < network.from.length; arc++)
    if (inside.has(network.from[arc] ?? -1) && !inside.has(network.to[arc] ?? -1))
      surplus -= network.capacity[arc] ?? 0;
  return surplus > 0;
}
