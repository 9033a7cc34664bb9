import type { Candidate, Term } from './terms.js';

/**
 * Classes of one term, counted together (`most` of them), or one class of a term that had to be taken apart because
 * its seats could not be spread over its classes.
 */
export interface Block {
  readonly term: Term;
  readonly most: number;
  /** Column: how many of them open. */
  readonly opened: number;
  readonly seats: readonly BlockSeats[];
  readonly total: Expression;
}

/** A sum of columns with whole factors. */
export type Expression = readonly (readonly [column: number, factor: number])[];

export interface BlockSeats extends Candidate {
  readonly amount: Expression;
  /** Column: 1 when the demand is there; null where nobody asks. */
  readonly joined: number | null;
}

export function times(factor: number, expression: Expression): Expression {
  return expression.map(([column, value]) => [column, factor * value]);
}
