import type { Market } from './market.js';

/**
 * The stable matching that is best for every resident at once (Gale and Shapley 1962): residents ask down their lists,
 * hospitals hold the best they have places for. Strategy-proof for residents, not for hospitals. O(pairs × log places).
 * @returns the hospital of each resident, -1 for none
 */
export function residentOptimal(market: Market): Int32Array {
  const { residents, hospitals, capacity, residentStart, residentChoice, atHospital } = market;
  const { hospitalStart, hospitalChoice } = market;
  const next = residentStart.slice(0, residents);
  const base = new Int32Array(hospitals + 1);
  for (let h = 0; h < hospitals; h++) base[h + 1] = (base[h] as number) + places(market, h);
  /** Of each hospital a heap of the pairs it holds, the one it likes least on top. */
  const heap = new Int32Array(base[hospitals] as number);
  const size = new Int32Array(hospitals);
  for (let asker = 0; asker < residents; asker++) {
    let r = asker;
    while (r >= 0) {
      const pair = next[r] as number;
      if (pair === residentStart[r + 1]) break;
      next[r] = pair + 1;
      const h = residentChoice[pair] as number;
      if (capacity[h] === 0) continue;
      const from = base[h] as number;
      const held = size[h] as number;
      const asking = atHospital[pair] as number;
      if (held < (base[h + 1] as number) - from) {
        rise(heap, from, held, asking);
        size[h] = held + 1;
        r = -1;
      } else if (asking < (heap[from] as number)) {
        r = hospitalChoice[heap[from] as number] as number;
        sink(heap, from, held, asking);
      }
    }
  }
  const hospitalOf = new Int32Array(residents).fill(-1);
  for (let h = 0; h < hospitals; h++)
    for (let at = 0; at < (size[h] as number); at++)
      hospitalOf[hospitalChoice[heap[(base[h] as number) + at] as number] as number] = h;
  return hospitalOf;

  function places(of: Market, h: number): number {
    return Math.min(of.capacity[h] as number, (hospitalStart[h + 1] as number) - (hospitalStart[h] as number));
  }
}

function rise(heap: Int32Array, from: number, end: number, pair: number): void {
  let at = end;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const above = heap[from + up] as number;
    if (above >= pair) break;
    heap[from + at] = above;
    at = up;
  }
  heap[from + at] = pair;
}

/** Puts a pair in the place of the top one. */
function sink(heap: Int32Array, from: number, size: number, pair: number): void {
  let at = 0;
  for (;;) {
    let down = 2 * at + 1;
    if (down >= size) break;
    if (down + 1 < size && (heap[from + down + 1] as number) > (heap[from + down] as number)) down++;
    const below = heap[from + down] as number;
    if (below <= pair) break;
    heap[from + at] = below;
    at = down;
  }
  heap[from + at] = pair;
}

/**
 * The stable matching that is best for every hospital at once: hospitals offer places down their lists, residents keep
 * the best offer. O(pairs).
 * @returns the hospital of each resident, -1 for none
 */
export function hospitalOptimal(market: Market): Int32Array {
  const { residents, hospitals, capacity, residentChoice, hospitalStart, hospitalChoice, atResident } = market;
  const next = hospitalStart.slice(0, hospitals);
  const free = capacity.slice();
  const held = new Int32Array(residents).fill(-1);
  const stack = new Int32Array(hospitals);
  const waiting = new Uint8Array(hospitals).fill(1);
  let height = hospitals;
  for (let h = 0; h < hospitals; h++) stack[h] = hospitals - 1 - h;
  while (height > 0) {
    const h = stack[--height] as number;
    waiting[h] = 0;
    const end = hospitalStart[h + 1] as number;
    while ((free[h] as number) > 0 && (next[h] as number) < end) {
      const place = next[h] as number;
      next[h] = place + 1;
      const r = hospitalChoice[place] as number;
      const offer = atResident[place] as number;
      const present = held[r] as number;
      if (present >= 0 && present < offer) continue;
      held[r] = offer;
      free[h] = (free[h] as number) - 1;
      if (present < 0) continue;
      const left = residentChoice[present] as number;
      free[left] = (free[left] as number) + 1;
      if (waiting[left] === 0) {
        waiting[left] = 1;
        stack[height++] = left;
      }
    }
  }
  return held.map((pair) => (pair < 0 ? -1 : (residentChoice[pair] as number)));
}
