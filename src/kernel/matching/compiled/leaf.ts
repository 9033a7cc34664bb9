import type { Condition } from '../criterion.js';
import type { Outcome } from '../evaluate.js';
import type { Known } from '../facts.js';
import type { Interval } from '../intervals.js';
import type { Day } from '../months.js';
import type { FactDefinition } from '../vocabulary.js';

/**
 * How a criterion looks at a fact: where it lies on a line of whole numbers, how many months ago it was (two views,
 * as time mends only the plain one), which code it is, which members it has, or how far away it is.
 */
export type View = 'line' | 'age' | 'not-age' | 'code' | 'set' | 'place';

/** One fact seen one way. Everything that offers ask of it is compiled against the axis, once. */
export interface Axis {
  readonly id: number;
  readonly factKey: string;
  readonly view: View;
  readonly definition: FactDefinition;
  /** A miss here can be mended: the owner can change the fact today, or the calendar will. */
  readonly mendable: boolean;
}

/** The three answers as numbers that compare: the worst is the smallest. */
export const notMet = 0;
export const notKnown = 1;
export const met = 2;
export type Answer = typeof notMet | typeof notKnown | typeof met;

/** A known fact as its axis sees it; read once a demand, then asked by every leaf on the axis. */
export interface Spot {
  readonly fact: Known;
  readonly today: Day;
  /** Place on the line, or whole months of age with -1 for a day to come; not a number for the other views. */
  readonly at: number;
}

/** A condition, plain or turned round, compiled once however many criteria share it. */
export interface Leaf {
  readonly id: number;
  readonly axis: Axis;
  readonly condition: Condition;
  readonly not: boolean;
  /** The places that satisfy it, apart and rising; for the views that are a line. */
  readonly intervals: readonly Interval[];
  readonly answer: (spot: Spot) => Answer;
  /** The answer with what a verdict says of it; the same as the plain evaluator's, by other code. */
  readonly outcome: (spot: Spot) => Outcome;
}
