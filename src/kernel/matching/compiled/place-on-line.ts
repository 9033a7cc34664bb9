import { positionOf } from '../intervals.js';
import { monthsPassed, type Day } from '../months.js';
import type { Known } from '../facts.js';
import type { Axis } from './leaf.js';

/**
 * Where a known fact lies on the line of whole numbers that an axis is; not a number on an axis that is none. Throws
 * when the fact is not of its declared kind.
 */
export function placeOnLine({ view, definition }: Axis, fact: Known, today: Day): number {
  if (fact.kind !== definition.kind) throw new TypeError(`${definition.key} is a ${definition.kind}`);
  switch (view) {
    case 'line':
      return fact.kind === 'flag' ? Number(fact.value) : (positionOf(definition, fact) ?? NaN);
    case 'age':
    case 'not-age': {
      const day = fact.value as Day;
      return day <= today ? monthsPassed(day, today) : -1;
    }
    case 'code':
    case 'set':
    case 'place':
      return NaN;
  }
}
