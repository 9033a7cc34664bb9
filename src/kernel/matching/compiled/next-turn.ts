import { addMonths, type Day } from '../months.js';
import type { Reading } from './reading.js';

/** The first day on which time alone turns some verdict of this demand; null when none will. O(age conditions). */
export function nextTurn(reading: Reading): Day | null {
  let first: Day | null = null;
  for (const leaves of reading.shelf.leavesByAxis) {
    const axis = leaves[0]?.axis;
    const spot = axis?.view === 'age' || axis?.view === 'not-age' ? reading.spot(axis) : null;
    if (!spot) continue;
    for (const { condition } of leaves) {
      if (condition.op !== 'older-than' || condition.value <= spot.at) continue;
      const day = addMonths(spot.fact.value as Day, condition.value);
      if (first === null || day < first) first = day;
    }
  }
  return first;
}
