import { complete } from './fact-model.js';
import { tallyGaps } from './gaps.js';
import { matchPair } from './match-pair.js';
import { comparePairs, countStatuses } from './pair.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet } from './facts.js';
import type { Gap } from './gaps.js';
import type { Day } from './months.js';
import type { Offer, PairResult, PairStatus } from './pair.js';

export interface MatchResult {
  /** Every offer, best first by the published order. */
  readonly pairs: readonly PairResult[];
  readonly counts: Readonly<Record<PairStatus, number>>;
  /** Why nothing fits; empty as soon as one offer is eligible. */
  readonly gaps: readonly Gap[];
}

/** An offer whose status a trial changed. */
export interface Move {
  readonly offerId: string;
  readonly before: PairStatus;
  readonly after: PairStatus;
}

/** Judges every offer for one demand. Same input, same output, whatever the order of the offers. */
export function match(model: FactModel, facts: FactSheet, offers: readonly Offer[], today: Day): MatchResult {
  const sheet = complete(model, facts);
  const pairs = offers.map((offer) => matchPair(model, offer, sheet, today)).sort(comparePairs);
  const counts = countStatuses(pairs);
  return { pairs, counts, gaps: counts.eligible > 0 ? [] : tallyGaps(pairs) };
}

/** The match as it would be with some facts changed (derived ones follow), and the offers that move. Stores nothing. */
export function whatIf(
  model: FactModel,
  facts: FactSheet,
  changes: FactSheet,
  offers: readonly Offer[],
  today: Day,
): MatchResult & { readonly moves: readonly Move[] } {
  const before = new Map(match(model, facts, offers, today).pairs.map((pair) => [pair.offerId, pair.status]));
  const result = match(model, { ...facts, ...changes }, offers, today);
  const moves = result.pairs.flatMap(({ offerId, status: after }) => {
    const was = before.get(offerId);
    return was && was !== after ? [{ offerId, before: was, after }] : [];
  });
  return { ...result, moves };
}
