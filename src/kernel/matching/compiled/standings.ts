import { compareTiers, type Standing, type TierResult } from '../pair.js';
import { countsOf, statusOf } from './explain.js';
import type { StatusRows } from './status-rows.js';
import type { Reading } from './reading.js';

/** How a pair stands on the tier that fits best, without its verdicts. */
export interface PairStanding extends Standing {
  readonly tierKey: string | null;
}

/** One pair's standing. O(criteria of the offer). */
export function pairStanding(reading: Reading, statuses: StatusRows, index: number): PairStanding {
  const { firstRow } = reading.shelf;
  const { tiers } = reading.shelf.placedOffer(index);
  const first = firstRow[index] as number;
  const stand = (at: number): TierResult => {
    const { key, order } = tiers[at] as (typeof tiers)[number];
    return { key, order, units: [], status: statusOf(statuses, first + at), ...countsOf(reading, first + at) };
  };
  let best = stand(0);
  for (let at = 1; at < tiers.length; at++) {
    const next = stand(at);
    if (compareTiers(next, best) < 0) best = next;
  }
  const { key: tierKey, status, hardMet, hardTotal, hardUnknown, softMet, softTotal } = best;
  return { tierKey, status, hardMet, hardTotal, hardUnknown, softMet, softTotal };
}

export function sameStanding(a: PairStanding, b: PairStanding): boolean {
  return (
    a.status === b.status &&
    a.tierKey === b.tierKey &&
    a.hardMet === b.hardMet &&
    a.hardTotal === b.hardTotal &&
    a.hardUnknown === b.hardUnknown &&
    a.softMet === b.softMet &&
    a.softTotal === b.softTotal
  );
}
