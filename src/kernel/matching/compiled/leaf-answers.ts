import { opsOfKind } from '../criterion.js';
import { unitOf } from '../distance-unit.js';
import { distanceTo, satisfying } from '../intervals.js';
import { metresBetween } from '../metres.js';
import { addMonths, dayNumber, type Day } from '../months.js';
import { met, notKnown, notMet } from './leaf.js';
import type { Condition } from '../criterion.js';
import type { Outcome } from '../evaluate.js';
import type { Place, SetMembers } from '../facts.js';
import type { Interval } from '../intervals.js';
import type { FactDefinition } from '../vocabulary.js';
import type { Answer, Leaf, Spot } from './leaf.js';

export type Answers = Pick<Leaf, 'intervals' | 'answer' | 'outcome'>;

/** Compiles a condition for its fact. Throws when the operator does not fit it: `checkCriterion` first. */
export function answersOf(definition: FactDefinition, condition: Condition, not: boolean): Answers {
  if (!opsOfKind[definition.kind].includes(condition.op))
    throw new TypeError(`${condition.op} does not fit ${definition.key}`);
  switch (condition.op) {
    case 'older-than':
      return ageAnswers(condition.value, not);
    case 'within-km':
      return placeAnswers(condition.value, not);
    case 'any-of':
      return setAnswers(condition.value, 1, not);
    case 'all-of':
      return setAnswers(condition.value, new Set(condition.value).size, not);
    case 'at-least':
      return setAnswers(condition.value.of, condition.value.count, not);
    case 'under':
      return codeAnswers((code) => condition.value.some((prefix) => code.startsWith(prefix)) !== not);
    case 'eq':
    case 'in':
    case 'lte':
    case 'gte':
    case 'between':
      if (definition.kind !== 'code') return lineAnswers(definition, condition, not);
      if (condition.op === 'in') return codeAnswers((code) => condition.value.includes(code) !== not);
      return codeAnswers((code) => (condition.value === code) !== not);
  }
}

const yes: Outcome = { result: 'met' };
const no: Outcome = { result: 'not-met' };
const open: Outcome = { result: 'unknown' };

function lineAnswers(definition: FactDefinition, condition: Condition, not: boolean): Answers {
  const flag = definition.kind === 'flag';
  const intervals = flag ? flagInterval(condition, not) : satisfying(definition, condition, not);
  const unit = unitOf(definition);
  return {
    intervals,
    answer: ({ at }) => within(intervals, at),
    outcome: ({ at }) => {
      if (within(intervals, at) === met) return yes;
      const away = flag ? undefined : distanceTo(intervals, at);
      return away === undefined ? no : { ...no, shortfall: { amount: away, unit } };
    },
  };
}

/** A flag lies at 0 or 1; nothing is between them and nothing beyond. */
function flagInterval(condition: Condition, not: boolean): Interval[] {
  const at = Number((condition.value === true) !== not);
  return [[at, at]];
}

function within(intervals: readonly Interval[], at: number): Answer {
  for (const [low, high] of intervals) if (low <= at && at <= high) return met;
  return notMet;
}

/** Age in whole months decides: the day plus n months has come exactly when n whole months have passed. */
function ageAnswers(months: number, not: boolean): Answers {
  const intervals: Interval[] = [not ? [-Infinity, months - 1] : [months, Infinity]];
  return {
    intervals,
    answer: ({ at }) => within(intervals, at),
    outcome: ({ fact, today, at }) => {
      const measured = { amount: Math.max(0, at), unit: 'month' } as const;
      const result = within(intervals, at) === met ? 'met' : 'not-met';
      if (result === 'met' || not) return { result, measured };
      const settlesOn = addMonths(fact.value as Day, months);
      const shortfall = { amount: dayNumber(settlesOn) - dayNumber(today), unit: 'day' } as const;
      return { result, measured, shortfall, settlesOn };
    },
  };
}

function codeAnswers(fits: (code: string) => boolean): Answers {
  return {
    intervals: [],
    answer: ({ fact }) => (fits(fact.value as string) ? met : notMet),
    outcome: ({ fact }) => (fits(fact.value as string) ? yes : no),
  };
}

/** Members held, and members that may be held; the wanted number lies below, above or between them. */
function setAnswers(list: readonly string[], wanted: number, not: boolean): Answers {
  const listed = [...new Set(list)];
  const reachable = not ? wanted > 0 : wanted <= listed.length;
  const count = (fact: Spot['fact'], unsure: boolean): number => {
    const members = fact.value as SetMembers;
    let n = 0;
    for (const code of listed) if (members.has.includes(code) || (unsure && members.unsure.includes(code))) n += 1;
    return n;
  };
  const answerOf = (fact: Spot['fact'], held: number): Answer => {
    if (held >= wanted) return not ? notMet : met;
    if (wanted <= count(fact, true)) return notKnown;
    return not ? met : notMet;
  };
  return {
    intervals: [],
    answer: ({ fact }) => answerOf(fact, count(fact, false)),
    outcome: ({ fact }) => {
      const held = count(fact, false);
      const measured = { amount: held, unit: 'member' } as const;
      const answer = answerOf(fact, held);
      if (answer === notKnown) return { ...open, measured };
      if (answer === met || !reachable) return { ...(answer === met ? yes : no), measured };
      return { ...no, measured, shortfall: { amount: not ? held - wanted + 1 : wanted - held, unit: 'member' } };
    },
  };
}

function placeAnswers({ km, ...centre }: Place & { readonly km: number }, not: boolean): Answers {
  const limit = Math.round(km * 1000);
  const missing = (metres: number): number => (not ? limit + 1 - metres : metres - limit);
  const metresTo = ({ fact }: Spot): number => metresBetween(fact.value as Place, centre);
  return {
    intervals: [],
    answer: (spot) => (missing(metresTo(spot)) <= 0 ? met : notMet),
    outcome: (spot) => {
      const metres = metresTo(spot);
      const measured = { amount: metres, unit: 'metre' } as const;
      const away = missing(metres);
      if (away <= 0) return { ...yes, measured };
      return { ...no, measured, shortfall: { amount: away, unit: 'metre' } };
    },
  };
}
