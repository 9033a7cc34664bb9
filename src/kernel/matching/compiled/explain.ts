import { compareTiers } from '../pair.js';
import { hasBit } from './bit-rows.js';
import { met, notKnown, notMet, type Answer } from './leaf.js';
import { unitAnswer } from './unit-answer.js';
import type { Outcome, Result, Verdict } from '../evaluate.js';
import type { PairResult, PairStatus, Standing, TierResult } from '../pair.js';
import type { Unit } from '../units.js';
import type { Reading } from './reading.js';
import type { PlacedLeaf, PlacedUnit } from './shelf-plan.js';
import type { StatusRows } from './status-rows.js';

const results: Readonly<Record<Answer, Result>> = { [notMet]: 'not-met', [notKnown]: 'unknown', [met]: 'met' };

/** One pair with every verdict, in the shape of the plain evaluator. O(criteria of the offer). */
export function explain(reading: Reading, statuses: StatusRows, index: number): PairResult {
  const first = reading.shelf.firstRow[index] as number;
  const { offer, common, tiers } = reading.shelf.placedOffer(index);
  const said = common.map((unit) => unitOf(reading, unit));
  const judged = tiers.map(({ key, order, units: own }, at): TierResult => {
    const units = own.length === 0 ? said : [...said, ...own.map((unit) => unitOf(reading, unit))];
    const { hardMet, hardTotal, hardUnknown, softMet, softTotal } = countsOf(reading, first + at);
    const status = statusOf(statuses, first + at);
    return { key, order, units, status, hardMet, hardTotal, hardUnknown, softMet, softTotal };
  });
  if (judged.length > 1) judged.sort(compareTiers);
  const best = judged[0] as TierResult;
  const { key: tierKey, status, hardMet, hardTotal, hardUnknown, softMet, softTotal, units } = best;
  const { id: offerId, number: offerNumber, ranking } = offer;
  return {
    offerId,
    offerNumber,
    tierKey,
    status,
    hardMet,
    hardTotal,
    hardUnknown,
    softMet,
    softTotal,
    units,
    ranking,
    tiers: judged,
  };
}

export function statusOf({ eligible, incomplete, near }: StatusRows, row: number): PairStatus {
  if (hasBit(eligible, row)) return 'eligible';
  if (hasBit(incomplete, row)) return 'incomplete';
  return hasBit(near, row) ? 'near' : 'ineligible';
}

/** How a row stands, unit by unit, but for its status, which the bits give. */
export function countsOf(reading: Reading, row: number): Omit<Standing, 'status'> {
  const { offerOf, firstRow } = reading.shelf;
  const index = offerOf[row] as number;
  const { common, tiers } = reading.shelf.placedOffer(index);
  let [hardMet, hardTotal, hardUnknown, softMet, softTotal] = [0, 0, 0, 0, 0];
  for (const units of [common, tiers[row - (firstRow[index] as number)]?.units ?? []]) {
    for (const unit of units) {
      const answer = unitAnswer(reading, unit);
      if (unit.hard) {
        hardTotal += 1;
        if (answer === met) hardMet += 1;
        if (answer === notKnown) hardUnknown += 1;
      } else {
        softTotal += unit.weight;
        if (answer === met) softMet += unit.weight;
      }
    }
  }
  return { hardMet, hardTotal, hardUnknown, softMet, softTotal };
}

function unitOf(reading: Reading, placed: PlacedUnit): Unit {
  const { group, hard, branches } = placed;
  const result = results[unitAnswer(reading, placed)];
  return { group, hard, result, branches: branches.map((branch) => branch.map((leaf) => verdictOf(reading, leaf))) };
}

const unknown: Outcome = { result: 'unknown' };

/**
 * All members in one literal, those with nothing to say undefined: one shape for all verdicts, which is what makes
 * explaining cheap.
 */
function verdictOf(reading: Reading, placed: PlacedLeaf): Verdict {
  const { leaf, hard, weight, groupKey: group, reason, settledBy } = placed;
  const { factKey, definition } = leaf.axis;
  const spot = reading.spot(leaf.axis);
  const { result, measured, shortfall, settlesOn } = spot ? leaf.outcome(spot) : unknown;
  return {
    criterionId: placed.id,
    factKey,
    op: leaf.condition.op,
    not: leaf.not,
    expected: leaf.condition.value,
    actual: spot ? spot.fact : reading.factOf(factKey),
    result,
    measured,
    shortfall,
    settlesOn,
    changeable: definition.changeable ?? false,
    hard,
    weight,
    group,
    reason,
    settledBy,
  } as Verdict;
}
