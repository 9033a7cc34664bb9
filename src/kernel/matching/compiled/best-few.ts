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
  readonly softs: Int32Array | Float64Array;
}
