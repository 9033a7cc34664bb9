import { tallyGaps } from '../gaps.js';
import { countStatuses, pairStatuses } from '../pair.js';
import { explain } from './explain.js';
import { statusRows } from './status-rows.js';
import type { FactSheet } from '../facts.js';
import type { MatchResult } from '../match.js';
import type { Day } from '../months.js';
import type { PairResult } from '../pair.js';
import { Reading } from './reading.js';
import type { CompiledShelf } from './shelf.js';

/**
 * Judges every offer of a compiled shelf for one demand: equal to `match` on the same offers, verdict for verdict.
 * O(criteria), with explanations; `topOffers` and `countOffers` do without them.
 */
export function matchShelf(shelf: CompiledShelf, facts: FactSheet, today: Day): MatchResult {
  const reading = Reading.of(shelf, facts, today);
  const statuses = statusRows(reading);
  const pairs = shelf.offers.map((_, index) => explain(reading, statuses, index));
  inPublishedOrder(pairs);
  const counts = countStatuses(pairs);
  return { pairs, counts, gaps: counts.eligible > 0 ? [] : tallyGaps(pairs) };
}

/** The shelf lies in the rest of the order already, and sorting keeps it. */
function inPublishedOrder(pairs: PairResult[]): void {
  const places = new Map(pairStatuses.map((status, at) => [status, at]));
  const place = ({ status }: PairResult): number => places.get(status) ?? pairStatuses.length;
  pairs.sort((a, b) => place(a) - place(b) || b.softMet - a.softMet);
}
