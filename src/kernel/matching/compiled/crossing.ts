/**
 * The first whole number in `low + 1 … high` at which a steadily rising or falling function has left the side of zero
 * on which it is at `low` (zero counts as above); nothing when it stays, or where it has no value at an end. Guesses by
 * the straight line first, as derived facts mostly are one, and halves in between: some six calls, never more than
 * three times the bits of the range.
 */
export function firstAcross(value: (at: number) => number | undefined, low: number, high: number): number | undefined {
  let atLow = value(low);
  let atHigh = value(high);
  if (atLow === undefined || atHigh === undefined) return undefined;
  const side = atLow >= 0;
  if (atHigh >= 0 === side) return undefined;
  let last = low;
  for (let step = 0; high - low > 1; step += 1) {
    const next = Math.max(low + 1, Math.min(high - 1, guess(step, low, high, atLow, atHigh, last)));
    const found = value(next);
    if (found === undefined) return undefined;
    if (found >= 0 === side) {
      low = next;
      atLow = found;
    } else {
      high = next;
      atHigh = found;
    }
    last = next;
  }
  return high;
}

/** By turns: where the line crosses zero, the neighbour on the far side of the last guess, the middle. */
function guess(step: number, low: number, high: number, atLow: number, atHigh: number, last: number): number {
  if (step % 3 === 0) return Math.ceil(low - (atLow * (high - low)) / (atHigh - atLow));
  if (step % 3 === 1) return last === low ? low + 1 : high - 1;
  return Math.floor((low + high) / 2);
}
