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
  const place = mixed(arcs);
  const tail = placed(from, Int32Array);
  const head = placed(to, Int32Array);
  const room = placed(capacity, Float64Array);
  const price = placed(cost, Float64Array);
  const flow = new Float64Array(arcs + nodes);
  const state = new Int8Array(arcs + nodes).fill(LOWER);
  for (let v = 0; v < nodes; v++) {
    const arc = arcs + v;
    const given = supply[v] as number;
    tail[arc] = given >= 0 ? v : root;
    head[arc] = given >= 0 ? root : v;
    room[arc] = Infinity;
    price[arc] = nodes * dearest + 1;
    flow[arc] = Math.abs(given);
    state[arc] = IN_TREE;
  }
  const tree = new SpanningTree(nodes + 1, tail, price, arcs);
  const { parent, arc: treeArc, direction, potential } = tree;
  const block = Math.max(10, Math.ceil(Math.sqrt(arcs)));
  let next = 0;

  for (let entering = choose(); entering >= 0; entering = choose()) pivot(entering);

  const cut = unreached();
  if (cut.length > 0) return { status: 'infeasible', cut };
  let total = 0;
  for (let at = 0; at < arcs; at++) total += (flow[at] as number) * (price[at] as number);
  if (!Number.isSafeInteger(total)) throw new RangeError('the cost of the flow is too great to be exact');
  return {
    status: 'optimal',
    flow: Float64Array.from(place, (at) => flow[at] as number),
    potential: potential.slice(0, nodes),
    cost: total,
  };

  /** A list by arc in the mixed order, with room for the arcs to the root. */
  function placed<A extends Int32Array | Float64Array>(values: A, Kind: new (size: number) => A): A {
    const wider = new Kind(arcs + nodes);
    for (let arc = 0; arc < arcs; arc++) wider[place[arc] as number] = values[arc] as number;
    return wider;
  }

  /** The best arc of the first block that has one: -1 when none would make the flow cheaper. */
  function choose(): number {
    for (let seen = 0; seen < arcs;) {
      const end = Math.min(next + block, arcs);
      let [best, least] = [-1, 0];
      for (let arc = next; arc < end; arc++) {
        const gain =
          (state[arc] as number) *
          ((price[arc] as number) +
            (potential[tail[arc] as number] as number) -
            (potential[head[arc] as number] as number));
        if (gain < least) {
          least = gain;
          best = arc;
        }
      }
      seen += end - next;
      next = end === arcs ? 0 : end;
      if (best >= 0) return best;
    }
    return -1;
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
    if (leavesFirst) tree.move(leaving, first, second, entering, join);
    else tree.move(leaving, second, first, entering, join);
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

/** Where each arc is kept: neighbours apart, so that a block holds arcs of many nodes (as in LEMON). */
function mixed(arcs: number): Int32Array {
  const stride = Math.max(10, Math.floor(Math.sqrt(arcs)));
  const place = new Int32Array(arcs);
  for (let arc = 0, at = 0, turn = 0; arc < arcs; arc++) {
    place[arc] = at;
    at += stride;
    if (at >= arcs) at = ++turn;
  }
  return place;
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
