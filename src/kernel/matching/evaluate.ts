import { unitOf } from './distance-unit.js';
import { definitionOf } from './fact-model.js';
import { factOf } from './facts.js';
import { distanceTo, positionOf, satisfying } from './intervals.js';
import { metresBetween } from './metres.js';
import { addMonths, dayNumber, monthsBetween } from './months.js';
import type { Condition, Criterion } from './criterion.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet, FactValue, FactValues, Known, SetMembers } from './facts.js';
import type { Day } from './months.js';
import type { FactDefinition, FactKind } from './vocabulary.js';

export type Result = 'met' | 'not-met' | 'unknown';

export type DistanceUnit =
  'fen' | 'ppm' | NonNullable<FactDefinition['unit']> | 'one' | 'grade' | 'member' | 'metre' | 'day';

/** A whole number of a unit; `one` is a count without a unit word. */
export interface Distance {
  readonly amount: number;
  readonly unit: DistanceUnit;
}

type Expected<C> = C extends Condition ? { readonly op: C['op']; readonly expected: C['value'] } : never;

/** What came of one criterion: codes and numbers only, so that it can be kept as evidence and said in any language. */
export type Verdict = Expected<Condition> & {
  readonly criterionId: string;
  readonly factKey: string;
  readonly not: boolean;
  readonly actual: FactValue;
  readonly result: Result;
  /** What was read from the fact: months passed, metres away, members of the list that are held. */
  readonly measured?: Distance;
  /** Only when not met: the smallest move of the fact that would make it met. */
  readonly shortfall?: Distance;
  /** Only when not met: the first day on which time alone makes it met. */
  readonly settlesOn?: Day;
  readonly changeable: boolean;
  readonly hard: boolean;
  readonly weight?: number;
  readonly group?: string;
  readonly reason?: Criterion['reason'];
  readonly settledBy?: string;
};

/** The outcome of a condition, `not` already applied, before it is wrapped into a verdict. */
export type Outcome = Pick<Verdict, 'result' | 'measured' | 'shortfall' | 'settlesOn'>;

/**
 * Judges one criterion on a completed fact sheet, `today` being a business day. Every bound is inclusive. An unknown
 * fact, whatever the reason, is unknown. Throws when the criterion does not fit its fact: `checkCriterion` first.
 */
export function evaluate(model: FactModel, criterion: Criterion, sheet: FactSheet, today: Day): Verdict {
  const definition = definitionOf(model, criterion.factKey);
  const actual = factOf(sheet, criterion.factKey);
  const outcome: Outcome =
    actual.state === 'unknown' ? { result: 'unknown' } : judge(definition, criterion, actual, today);
  return {
    criterionId: criterion.id,
    factKey: criterion.factKey,
    op: criterion.op,
    not: criterion.not ?? false,
    expected: criterion.value,
    actual,
    ...outcome,
    changeable: definition.changeable ?? false,
    hard: criterion.hard,
    ...(criterion.weight === undefined ? {} : { weight: criterion.weight }),
    ...(criterion.groupKey === undefined ? {} : { group: criterion.groupKey }),
    ...(criterion.reason ? { reason: criterion.reason } : {}),
    ...(criterion.settledBy === undefined ? {} : { settledBy: criterion.settledBy }),
  } as Verdict;
}

function judge(definition: FactDefinition, criterion: Criterion, actual: Known, today: Day): Outcome {
  if (actual.kind !== definition.kind) throw new TypeError(`${definition.key} is a ${definition.kind}`);
  const not = criterion.not ?? false;
  switch (criterion.op) {
    case 'older-than':
      return judgeAge(valueOf(actual, 'day'), criterion.value, not, today);
    case 'within-km':
      return judgeDistance(metresBetween(valueOf(actual, 'place'), criterion.value), criterion.value.km, not);
    case 'any-of':
      return judgeMembers(valueOf(actual, 'set'), criterion.value, 1, not);
    case 'all-of':
      return judgeMembers(valueOf(actual, 'set'), criterion.value, new Set(criterion.value).size, not);
    case 'at-least':
      return judgeMembers(valueOf(actual, 'set'), criterion.value.of, criterion.value.count, not);
    case 'under': {
      const code = valueOf(actual, 'code');
      return plain(criterion.value.some((prefix) => code.startsWith(prefix)) !== not);
    }
    case 'eq':
    case 'in':
    case 'lte':
    case 'gte':
    case 'between':
      return judgeScale(definition, criterion, actual, not);
  }
}

function judgeScale(definition: FactDefinition, condition: Condition, actual: Known, not: boolean): Outcome {
  const at = positionOf(definition, actual);
  if (at === undefined) {
    if (condition.op === 'in') return plain(condition.value.some((one) => one === actual.value) !== not);
    if (condition.op === 'eq') return plain((condition.value === actual.value) !== not);
    throw new TypeError(`${condition.op} does not fit ${definition.key}`);
  }
  const away = distanceTo(satisfying(definition, condition, not), at);
  return { ...plain(away === 0), ...(away ? { shortfall: { amount: away, unit: unitOf(definition) } } : {}) };
}

/** `not` can only get worse with time, so only the plain form settles. */
function judgeAge(day: Day, months: number, not: boolean, today: Day): Outcome {
  const reached = addMonths(day, months);
  const outcome = { ...plain(reached <= today !== not), measured: age(day, today) };
  if (outcome.result === 'met' || not) return outcome;
  const days = dayNumber(reached) - dayNumber(today);
  return { ...outcome, shortfall: { amount: days, unit: 'day' }, settlesOn: reached };
}

function age(day: Day, today: Day): Distance {
  return { amount: monthsBetween(day, today), unit: 'month' };
}

function judgeDistance(metres: number, km: number, not: boolean): Outcome {
  const limit = Math.round(km * 1000);
  const away = not ? limit + 1 - metres : metres - limit;
  const measured: Distance = { amount: metres, unit: 'metre' };
  return { ...plain(away <= 0), measured, ...(away > 0 ? { shortfall: { amount: away, unit: 'metre' } } : {}) };
}

/**
 * At least `wanted` of the list. Unsure members make the count an interval: met when even without them it is enough,
 * not met when even with them it is not.
 */
function judgeMembers(members: SetMembers, list: readonly string[], wanted: number, not: boolean): Outcome {
  const listed = [...new Set(list)];
  const held = listed.filter((code) => members.has.includes(code)).length;
  const possible = listed.filter((code) => members.has.includes(code) || members.unsure.includes(code)).length;
  const measured: Distance = { amount: held, unit: 'member' };
  if (held < wanted && wanted <= possible) return { result: 'unknown', measured };
  const outcome = { ...plain(held >= wanted !== not), measured };
  const reachable = not ? wanted > 0 : wanted <= listed.length;
  if (outcome.result === 'met' || !reachable) return outcome;
  return { ...outcome, shortfall: { amount: not ? held - wanted + 1 : wanted - held, unit: 'member' } };
}

function plain(met: boolean): { result: Result } {
  return { result: met ? 'met' : 'not-met' };
}

function valueOf<K extends FactKind>(actual: Known, kind: K): FactValues[K] {
  if (actual.kind !== kind) throw new TypeError(`a ${actual.kind} fact where a ${kind} is compared`);
  return actual.value as FactValues[K];
}
