import { oneChange, type ShelfChange } from './one-change.js';
import { reachedBy, type Reach } from './passing.js';
import { twoChanges } from './two-changes.js';
import type { FactModel } from '../fact-model.js';
import type { Reading } from './reading.js';

/**
 * All changes of one fact, then of two, that the demand's owner can make and that open an offer which nothing smaller
 * opens. In the order of the model's facts, nearest first; the same for every order of the offers.
 */
export function shelfChanges(reading: Reading, reach: Reach = 'eligible', most: 1 | 2 = 2): ShelfChange[] {
  const singles = changeableFacts(reading.shelf.model).map((key) => oneChange(reading, key, reach));
  const found = singles.flatMap((single) => single.found);
  if (most === 1) return found;
  const now = reachedBy(reading, reach);
  const pairs = singles.flatMap((first, at) =>
    singles.slice(at + 1).flatMap((second) => twoChanges(reading, now, first, second, reach)),
  );
  return [...found, ...pairs];
}

/** What the owner can change today and states itself. */
export function changeableFacts({ facts, derivations }: FactModel): string[] {
  const derived = new Set(derivations.map(({ key }) => key));
  return [...facts.values()].filter(({ key, changeable }) => changeable && !derived.has(key)).map(({ key }) => key);
}
