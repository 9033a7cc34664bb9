import { complete } from './fact-model.js';
import { tallyGaps } from './gaps.js';
import { matchPair } from './match-pair.js';
import { movesBetween, type Move } from './moves.js';
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
  const before = match(model, facts, offers, today);
  const result = match(model, { ...facts, ...changes }, offers, today);
  return { ...result, moves: movesBetween(before.pairs, result.pairs) };
}
