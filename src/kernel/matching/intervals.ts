import { dayNumber } from './months.js';
import type { Bound, Condition } from './criterion.js';
import type { Known } from './facts.js';
import type { FactDefinition } from './vocabulary.js';

/** Whole numbers from `low` to `high`, both included; infinite ends mean no bound. */
export type Interval = readonly [low: number, high: number];

/** Where a value lies on the whole-number line of its fact: 分, ppm, pieces, rank of the grade, day number. */
export function position(definition: FactDefinition, value: Bound): number {
  if (typeof value === 'number') return value;
  if (!definition.grades) return dayNumber(value);
  const index = definition.grades.indexOf(value);
  if (index < 0) throw new RangeError(`${definition.key} has no grade ${value}`);
  return index;
}

/** The position of a known fact, or nothing for the kinds that have no order (code, set, flag, place). */
export function positionOf(definition: FactDefinition, fact: Known): number | undefined {
  switch (fact.kind) {
    case 'money':
    case 'count':
    case 'ppm':
    case 'grade':
    case 'day':
      return position(definition, fact.value);
    case 'code':
    case 'set':
    case 'flag':
    case 'place':
      return undefined;
  }
}

/** The positions that satisfy a condition on an ordered fact, in rising order, already turned round by `not`. */
export function satisfying(definition: FactDefinition, condition: Condition, not: boolean): Interval[] {
  const plain = bounds(definition, condition);
  return not ? complement(plain, definition) : plain;
}

/** How far the nearest satisfying position is; nothing when there is none at all. */
export function distanceTo(intervals: readonly Interval[], at: number): number | undefined {
  const distances = intervals.map(([low, high]) => Math.max(low - at, at - high, 0));
  return distances.length === 0 ? undefined : Math.min(...distances);
}

function bounds(definition: FactDefinition, condition: Condition): Interval[] {
  const at = (value: Bound): number => position(definition, value);
  switch (condition.op) {
    case 'lte':
      return [[-Infinity, at(condition.value)]];
    case 'gte':
      return [[at(condition.value), Infinity]];
    case 'between': {
      const [low, high] = [at(condition.value.from), at(condition.value.to)];
      return low <= high ? [[low, high]] : [];
    }
    case 'eq':
      return points([at(condition.value as Bound)]);
    case 'in':
      return points(condition.value.map(at));
    case 'under':
    case 'any-of':
    case 'all-of':
    case 'at-least':
    case 'within-km':
    case 'older-than':
      throw new TypeError(`${condition.op} does not compare an ordered fact`);
  }
}

function points(positions: readonly number[]): Interval[] {
  return [...new Set(positions)].sort((a, b) => a - b).map((at) => [at, at]);
}

/** Grades end at the worst and the best; other facts have no end. */
function complement(intervals: readonly Interval[], { grades }: FactDefinition): Interval[] {
  const [first, last] = grades ? [0, grades.length - 1] : [-Infinity, Infinity];
  const gaps: Interval[] = [];
  let next = first;
  for (const [low, high] of intervals) {
    if (low > next) gaps.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  return next <= last ? [...gaps, [next, last]] : gaps;
}
