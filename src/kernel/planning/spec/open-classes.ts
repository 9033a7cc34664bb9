import type { SeatNetwork } from '../anytime/seat-network.js';

/**
 * The most seats that so many classes of each term give, every one filled to its floor; null when that cannot be. The
 * plainest greatest flow there is (Ford and Fulkerson 1956 on a table of capacities; floors by a source of their own),
 * to be compared with.
 */
export function mostSeatsFor(network: SeatNetwork, classes: readonly number[]): number | null {
  const { most, terms, termOf, firmOf, demandOf, seats, floor, room, share, programme, capacity } = network;
  let count = 0;
  const node = (): number => count++;
  const [source, sink, need, meet] = [node(), node(), node(), node()];
  const demands = [...most].map(node);
  const firms = [...termOf].map(node);
  const places = terms.map(node);
  const programmes = [...capacity].map(node);
  const left = Array.from({ length: count }, () => new Int32Array(count));
  const arc = (from: number, to: number, up: number): void => {
    const row = left[from] as Int32Array;
    row[to] = (row[to] as number) + up;
  };
  for (const [demand, at] of demands.entries()) arc(source, at, most[demand] as number);
  for (const [way, firm] of firmOf.entries())
    arc(demands[demandOf[way] as number] as number, firms[firm] as number, seats[way] as number);
  for (const [firm, term] of termOf.entries())
    arc(firms[firm] as number, places[term] as number, (share[term] as number) * (classes[term] as number));
  let floors = 0;
  for (const [term, at] of places.entries()) {
    const open = classes[term] as number;
    const least = open * (floor[term] as number);
    floors += least;
    const to = programmes[programme[term] as number] as number;
    arc(at, to, open * (room[term] as number) - least);
    arc(at, meet, least);
    arc(need, to, least);
  }
  for (const [nth, at] of programmes.entries()) arc(at, sink, capacity[nth] as number);
  arc(sink, source, 1e9);
  if (push(left, need, meet) < floors) return null;
  const within = (left[source] as Int32Array)[sink] as number;
  (left[sink] as Int32Array)[source] = 0;
  (left[source] as Int32Array)[sink] = 0;
  return within + push(left, source, sink);
}

/** Sends seat after seat from one node to another, as long as there is a path. */
function push(left: readonly Int32Array[], from: number, to: number): number {
  for (let sent = 0; ; sent++) {
    const before = new Int32Array(left.length).fill(-1);
    before[from] = from;
    const queue = [from];
    for (const at of queue)
      for (const [next, up] of (left[at] as Int32Array).entries())
        if (up > 0 && before[next] === -1) {
          before[next] = at;
          queue.push(next);
        }
    if (before[to] === -1) return sent;
    for (let at = to; at !== from; at = before[at] as number) {
      const previous = before[at] as number;
      const [forth, back] = [left[previous] as Int32Array, left[at] as Int32Array];
      forth[at] = (forth[at] as number) - 1;
      back[previous] = (back[previous] as number) + 1;
    }
  }
}
