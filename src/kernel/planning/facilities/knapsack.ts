/** Most profit within a capacity, everything whole; fills `taken` with 1 for what is in. Profits ≤ 0 are left out. */
export function knapsack(profit: Float64Array, weight: Int32Array, capacity: number, taken: Float64Array): number {
  taken.fill(0);
  const items: number[] = [];
  let all = 0;
  let sum = 0;
  for (let j = 0; j < profit.length; j++)
    if ((profit[j] ?? 0) > 0 && (weight[j] ?? 0) <= capacity) {
      items.push(j);
      all += weight[j] ?? 0;
      sum += profit[j] ?? 0;
    }
  if (all <= capacity) {
    for (const j of items) taken[j] = 1;
    return sum;
  }
  const best = new Float64Array(capacity + 1);
  const width = capacity + 1;
  const kept = new Uint8Array(items.length * width);
  for (let k = 0; k < items.length; k++) {
    const j = items[k] as number;
    const [w, p] = [weight[j] as number, profit[j] as number];
    const row = k * width;
    for (let room = capacity; room >= w; room--) {
      const other = (best[room - w] as number) + p;
      if (other > (best[room] as number)) {
        best[room] = other;
        kept[row + room] = 1;
      }
    }
  }
  let room = capacity;
  for (let k = items.length - 1; k >= 0; k--)
    if (kept[k * width + room] === 1) {
      const j = items[k] as number;
      taken[j] = 1;
      room -= weight[j] as number;
    }
  return best[capacity] as number;
}

/** The same where the last item may be taken in part; `taken` says how much of each. */
export function brokenKnapsack(
  profit: Float64Array,
  weight: Int32Array,
  capacity: number,
  taken: Float64Array,
): number {
  taken.fill(0);
  const items: number[] = [];
  for (let j = 0; j < profit.length; j++) if ((profit[j] ?? 0) > 0) items.push(j);
  const ratio = (j: number): number => (profit[j] as number) / Math.max(weight[j] as number, 1e-9);
  items.sort((a, b) => ratio(b) - ratio(a) || a - b);
  let room = capacity;
  let sum = 0;
  for (const j of items) {
    const w = weight[j] as number;
    if (room <= 0 && w > 0) break;
    const part = w <= room ? 1 : room / w;
    sum += part * (profit[j] as number);
    taken[j] = part;
    room -= w * part;
  }
  return sum;
}

/** For every item, the most profit of a knapsack that must hold it; −Infinity where it does not fit. */
export function forcedKnapsack(profit: Float64Array, weight: Int32Array, capacity: number): Float64Array {
  const count = profit.length;
  const width = capacity + 1;
  const before = new Float64Array((count + 1) * width);
  for (let j = 0; j < count; j++) {
    const [w, p] = [weight[j] as number, profit[j] as number];
    const [from, to] = [j * width, (j + 1) * width];
    for (let room = 0; room <= capacity; room++) {
      const without = before[from + room] as number;
      const held = room >= w && p > 0 ? (before[from + room - w] as number) + p : -Infinity;
      before[to + room] = Math.max(without, held);
    }
  }
  const forced = new Float64Array(count);
  const after = new Float64Array(width);
  for (let j = count - 1; j >= 0; j--) {
    const [w, p] = [weight[j] as number, profit[j] as number];
    let most = -Infinity;
    for (let room = 0; room <= capacity - w; room++)
      most = Math.max(most, (before[j * width + room] as number) + (after[capacity - w - room] as number));
    forced[j] = most + p;
    if (p > 0)
      for (let room = capacity; room >= w; room--)
        after[room] = Math.max(after[room] as number, (after[room - w] as number) + p);
  }
  return forced;
}
