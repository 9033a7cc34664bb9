import { oneChange, type ShelfChange } from './one-change.js';
import { reachedBy, type Reach } from './passing.js';
import { twoChanges } from './two-changes.js';
import type { Reading } from './reading.js';

/**
 * All changes of one fact, then of two, that the demand's owner can make and that open an offer which nothing smaller
 * opens. In the order of the model's facts, nearest first; the same for every order of the offers.
 */
export function shelfChanges(reading: Reading, reach: Reach = 'eligible', most: 1 | 2 = 2): ShelfChange[] {
  const { room } = reading.shelf;
  room.attempts.clear();
  const now = reachedBy(reading, reach, room.now);
  const singles = reading.shelf.changeable.map((key) => oneChange(reading, now, key, reach));
  const found = singles.flatMap((single) => single.found);
  if (most === 1) return found;
  const pairs = singles.flatMap((first, at) =>
    singles.slice(at + 1).flatMap((second) => twoChanges(reading, now, first, second, reach)),
  );
  return [...found, ...pairs];
}
