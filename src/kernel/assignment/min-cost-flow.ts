import type { InfeasibleFlow, Network, OptimalFlow } from './network.js';
import { SpanningTree } from './spanning-tree.js';

const LOWER = 1;
const IN_TREE = 0;
const UPPER = -1;

/**
 * The cheapest flow that meets all supplies, exactly, by the primal network simplex: strongly feasible trees (Cunningham
 * 1976, so it ends) and block search for the entering arc (as in LEMON, Dezső, Jüttner and Kovács 2011).
 * @throws RangeError when supplies do not add up to zero, when something is no whole number, a capacity is negative, or
 * costs are so great that sums of them would not be exact
 */
export function minCostFlow(network: Network): OptimalFlow | InfeasibleFlow {
  const { supply, from, to, capacity, cost } = network;
  const [nodes, arcs] = [supply.length, from.length];
  const dearest = refuseInexact(network);
  const root = nodes;
  const tail = extended(from, Int32Array, nodes);
  const head = extended(to, Int32Array, nodes);
  const room = extended(capacity, Float64Array, nodes);
  const price = extended(cost, Float64Array, nodes);
  const flow = new Float64Array(arcs + nodes);
  const state = new Int8Array(arcs + nodes).fill(LOWER);
  const tree = new SpanningTree(nodes + 1, tail, price);
  for (let v = 0; v < nodes; v++) {
    const arc = arcs + v;
    const given = supply[v] as number;
    tail[arc] = given >= 0 ? v : root;
    head[arc] = given >= 0 ? root : v;
    room[arc] = Infinity;
    price[arc] = nodes * dearest + 1;
    flow[arc] = Math.abs(given);
    state[arc] = IN_TREE;
    tree.plant(v, root, arc);
  }
  const { parent, arc: treeArc, direction, potential } = tree;
  const block = Math.max(10, Math.ceil(Math.sqrt(arcs)));
  let place = 0;

  for (let entering = choose(); entering >= 0; entering = choose()) pivot(entering);

  const cut = unreached();
  if (cut.length > 0) return { status: 'infeasible', cut };
  let total = 0;
  for (let arc = 0; arc < arcs; arc++) total += (flow[arc] as number) * (price[arc] as number);
  if (!Number.isSafeInteger(total)) throw new RangeError('the cost of the flow is too great to be exact');
  return { status: 'optimal', flow: flow.slice(0, arcs), potential: potential.slice(0, nodes), cost: total };

  /** The best arc of the first block that has one: -1 when none would make the flow cheaper. */
  function choose(): number {
    let [best, least, left] = [-1, 0, block];
    for (let seen = 0, arc = place; seen < arcs; seen++) {
      const gain =
        (state[arc] as number) *
        ((price[arc] as number) +
          (potential[tail[arc] as number] as number) -
          (potential[head[arc] as number] as number));
      if (gain < least) {
        least = gain;
        best = arc;
      }
      arc = arc + 1 === arcs ? 0 : arc + 1;
      if (--left === 0) {
        if (best >= 0) {
          place = arc;
          return best;
        }
        left = block;
      }
    }
    return best;
  }

  function pivot(entering: number): void {
    const side = state[entering] as number;
    const [a, b] = [tail[entering] as number, head[entering] as number];
    const [first, second] = side === LOWER ? [a, b] : [b, a];
    const join = tree.meeting(first, second);
    let units = room[entering] as number;
    let leaving = -1;
    let leavesFirst = false;
    // The rule which of several full arcs leaves keeps the tree strongly feasible: < on one side, <= on the other.
    for (let v = first; v !== join; v = parent[v] as number) {
      const arc = treeArc[v] as number;
      const rest = direction[v] === 1 ? (flow[arc] as number) : (room[arc] as number) - (flow[arc] as number);
      if (rest < units) {
        units = rest;
        leaving = v;
        leavesFirst = true;
      }
    }
    for (let v = second; v !== join; v = parent[v] as number) {
      const arc = treeArc[v] as number;
      const rest = direction[v] === 1 ? (room[arc] as number) - (flow[arc] as number) : (flow[arc] as number);
      if (rest <= units) {
        units = rest;
        leaving = v;
        leavesFirst = false;
      }
    }
    if (units > 0) {
      flow[entering] = (flow[entering] as number) + side * units;
      for (let v = first; v !== join; v = parent[v] as number) {
        const arc = treeArc[v] as number;
        flow[arc] = (flow[arc] as number) - (direction[v] as number) * units;
      }
      for (let v = second; v !== join; v = parent[v] as number) {
        const arc = treeArc[v] as number;
        flow[arc] = (flow[arc] as number) + (direction[v] as number) * units;
      }
    }
    if (leaving < 0) {
      state[entering] = -side;
      return;
    }
    const out = treeArc[leaving] as number;
    state[entering] = IN_TREE;
    state[out] = flow[out] === 0 ? LOWER : UPPER;
    if (leavesFirst) tree.move(leaving, first, second, entering);
    else tree.move(leaving, second, first, entering);
  }

  /** The nodes that what could not be sent away still reaches: none when everything was. */
  function unreached(): number[] {
    const stack: number[] = [];
    for (let v = 0; v < nodes; v++) if (tail[arcs + v] === v && (flow[arcs + v] as number) > 0) stack.push(v);
    if (stack.length === 0) return [];
    const ways: number[][] = Array.from({ length: nodes }, () => []);
    for (let arc = 0; arc < arcs; arc++) {
      if ((flow[arc] as number) < (room[arc] as number)) ways[tail[arc] as number]?.push(head[arc] as number);
      if ((flow[arc] as number) > 0) ways[head[arc] as number]?.push(tail[arc] as number);
    }
    const reached = new Set(stack);
    for (let v = stack.pop(); v !== undefined; v = stack.pop())
      for (const other of ways[v] ?? [])
        if (!reached.has(other)) {
          reached.add(other);
          stack.push(other);
        }
    return [...reached].sort((a, b) => a - b);
  }
}

function extended<A extends Int32Array | Float64Array>(values: A, Kind: new (size: number) => A, more: number): A {
  const wider = new Kind(values.length + more);
  wider.set(values);
  return wider;
}

/** @returns the greatest cost, either way. */
function refuseInexact({ supply, from, to, capacity, cost }: Network): number {
  const nodes = supply.length;
  let [sum, dearest] = [0, 0];
  for (const units of supply) {
    if (!Number.isSafeInteger(units)) throw new RangeError(`a supply of ${units}`);
    sum += units;
  }
  if (sum !== 0) throw new RangeError(`supplies add up to ${sum}`);
  for (let arc = 0; arc < from.length; arc++) {
    const [units, each] = [capacity[arc] as number, cost[arc] as number];
    if (!Number.isSafeInteger(units) || units < 0) throw new RangeError(`arc ${arc} has capacity ${units}`);
    if (!Number.isSafeInteger(each)) throw new RangeError(`arc ${arc} has cost ${each}`);
    for (const node of [from[arc] as number, to[arc] as number])
      if (!(node >= 0 && node < nodes)) throw new RangeError(`arc ${arc} ends at node ${node}`);
    dearest = Math.max(dearest, Math.abs(each));
  }
  if (!Number.isSafeInteger(4 * (nodes + 1) * (dearest + 1))) throw new RangeError('costs are too great to be exact');
  return dearest;
}
