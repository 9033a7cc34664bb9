/** Buckets that weights are counted in. */
const buckets = 64;
const inBucket = new Int32Array(buckets);

/**
 * Keeps of the first `count` rows those that may be among the best `most`, in their order, and answers how many. Weights
 * are counted in buckets, from which follows what one has to reach; this costs less than to guess row by row.
 */
export function keepPromising({ rows, softs }: RowList, count: number, most: number, heaviest: number): number {
  if (count <= most * 2 || heaviest >= 2 ** 30) return count;
  let shift = 0;
  while (heaviest >> shift >= buckets) shift += 1;
  inBucket.fill(0);
  for (let n = 0; n < count; n++) {
    const bucket = (softs[n] as number) >> shift;
    inBucket[bucket] = (inBucket[bucket] as number) + 1;
  }
  let bucket = buckets;
  for (let left = most; left > 0; left -= inBucket[bucket] as number) bucket -= 1;
  const least = bucket << shift;
  let kept = 0;
  for (let n = 0; n < count; n++) {
    const soft = softs[n] as number;
    softs[kept] = soft;
    rows[kept] = rows[n] as number;
    // One more unless it is too light, without a branch that could be guessed wrong.
    kept += 1 + ((soft - least) >> 31);
  }
  return kept;
}

/**
 * Moves the best `most` of the first `count` rows to the front of `best`, best first; of equals the earlier one stays
 * ahead. Answers how many there are. O(count + most × newcomers).
 */
export function bestFew(from: RowList, count: number, most: number, best: RowList): number {
  const { rows, softs } = from;
  const { rows: bestRows, softs: bestSofts } = best;
  let found = 0;
  /** What a newcomer has to exceed, once there is no room: less than any weight until then. */
  let bar = most > 0 ? -1 : Infinity;
  for (let n = 0; n < count; n++) {
    const soft = softs[n] as number;
    if (soft <= bar) continue;
    let at = found;
    if (found < most) found += 1;
    else at -= 1;
    for (; at > 0; at--) {
      const before = bestSofts[at - 1] as number;
      if (before >= soft) break;
      bestSofts[at] = before;
      bestRows[at] = bestRows[at - 1] as number;
    }
    bestSofts[at] = soft;
    bestRows[at] = rows[n] as number;
    if (found === most) bar = bestSofts[most - 1] as number;
  }
  return found;
}

/** Rows and what they count, side by side. */
export interface RowList {
  readonly rows: Int32Array;
  readonly softs: Float64Array;
}
