import { complete, definitionOf } from './fact-model.js';
import { factOf } from './facts.js';
import { satisfying, positionOf } from './intervals.js';
import { addMonths } from './months.js';
import type { Condition, Criterion } from './criterion.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet, Known } from './facts.js';
import type { Day } from './months.js';
import type { Offer } from './pair.js';

/** All criteria of an offer, whatever the tier. */
export function criteriaOf(offer: Offer): Criterion[] {
  return [...offer.criteria, ...offer.tiers.flatMap((tier) => tier.criteria)];
}

/**
 * The values of a number fact at which some criterion of the offer may change its verdict, both sides of each bound,
 * rising. Between two of them nothing changes, so trying them is trying all numbers. Bounds on a derived fact are
 * traced back to the number by bisection, which asks the derivation to rise or fall steadily with it.
 */
export function numberBreakpoints(model: FactModel, offer: Offer, sheet: FactSheet, factKey: string): number[] {
  const { choices } = model;
  if (choices[factKey]) return [...choices[factKey]].sort((a, b) => a - b);
  const found = new Set<number>();
  for (const criterion of criteriaOf(offer)) {
    for (const end of endsOf(model, criterion)) {
      if (criterion.factKey === factKey) found.add(end).add(end - 1);
      else if (isDerivedFrom(model, criterion.factKey, factKey))
        for (const value of traceBack(model, sheet, factKey, criterion.factKey, end)) found.add(value);
    }
  }
  return [...found].filter((value) => value > 0 && Number.isSafeInteger(value)).sort((a, b) => a - b);
}

/** The days on which some age criterion of the offer turns, rising. */
export function dayBreakpoints(offer: Offer, sheet: FactSheet): Day[] {
  const days = criteriaOf(offer).flatMap((criterion) => {
    const fact = factOf(sheet, criterion.factKey);
    if (criterion.op !== 'older-than' || fact.state === 'unknown' || fact.kind !== 'day') return [];
    return [addMonths(fact.value, criterion.value)];
  });
  return [...new Set(days)].sort();
}

function isDerivedFrom(model: FactModel, derived: string, factKey: string): boolean {
  return model.derivations.some(
    ({ key, from }) =>
      key === derived && (from.includes(factKey) || from.some((part) => isDerivedFrom(model, part, factKey))),
  );
}

/** First positions of each satisfying stretch and of what follows it: where met turns to not met or back. */
function endsOf(model: FactModel, criterion: Criterion): number[] {
  const definition = definitionOf(model, criterion.factKey);
  if (!['money', 'count', 'ppm'].includes(definition.kind)) return [];
  return satisfying(definition, criterion as Condition, false)
    .flatMap(([low, high]) => [low, high + 1])
    .filter(Number.isFinite);
}

/** The two neighbouring values between which the derived fact passes `end`; none when it never does. */
function traceBack(model: FactModel, sheet: FactSheet, factKey: string, derived: string, end: number): number[] {
  const { kind } = definitionOf(model, factKey);
  const reaches = (value: number): boolean | undefined => {
    const changed = { ...sheet, [factKey]: { state: 'known', kind, value } as Known };
    const fact = factOf(complete(model, changed), derived);
    const at = fact.state === 'known' ? positionOf(definitionOf(model, derived), fact) : undefined;
    return at === undefined ? undefined : at >= end;
  };
  let [low, high] = [1, 1e15];
  const start = reaches(low);
  if (start === undefined || start === reaches(high)) return [];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle) === start) low = middle;
    else high = middle;
  }
  return [low, high];
}
