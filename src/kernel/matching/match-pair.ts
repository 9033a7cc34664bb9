import { evaluate } from './evaluate.js';
import { compareTiers, standingOf } from './pair.js';
import { unitsOf } from './units.js';
import type { Criterion } from './criterion.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet } from './facts.js';
import type { Day } from './months.js';
import type { Offer, PairResult, TierResult } from './pair.js';
import type { Unit } from './units.js';

/** Judges an offer on a completed fact sheet: every tier with the product's criteria and its own. */
export function matchPair(model: FactModel, offer: Offer, sheet: FactSheet, today: Day): PairResult {
  const judge = (criteria: readonly Criterion[]): Unit[] =>
    unitsOf(criteria.map((criterion) => evaluate(model, criterion, sheet, today)));
  const common = judge(offer.criteria);
  const none = { key: null, order: 0, criteria: [] };
  const tiers: TierResult[] = (offer.tiers.length > 0 ? offer.tiers : [none])
    .map(({ key, order, criteria }) => {
      const units = [...common, ...judge(criteria)];
      return { key, order, units, ...standingOf(units) };
    })
    .sort(compareTiers);
  const { key: tierKey, units } = tiers[0] as TierResult;
  return {
    offerId: offer.id,
    offerNumber: offer.number,
    tierKey,
    ...standingOf(units),
    units,
    ranking: offer.ranking,
    tiers,
  };
}
