import type { Relax } from './relaxation.js';

/** A mixed-integer program: minimise the objective over whole or continuous columns within rows. Built, then solved by a `SolveMip`. */
export class Mip {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly whole: boolean[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly rowStart: number[] = [0];
  readonly rowColumn: number[] = [];
  readonly rowValue: number[] = [];

  /** Adds a column that takes whole values. @returns its index */
  column(lower: number, upper: number): number {
    return this.add(lower, upper, true);
  }

  /** Adds a column that may take any value. @returns its index */
  part(lower: number, upper: number): number {
    return this.add(lower, upper, false);
  }

  private add(lower: number, upper: number, whole: boolean): number {
    this.lower.push(lower);
    this.upper.push(upper);
    this.whole.push(whole);
    return this.lower.length - 1;
  }

  /** Adds `lower ≤ Σ value × column ≤ upper`. A column may stand only once in a row. */
  row(lower: number, upper: number, terms: Iterable<readonly [column: number, value: number]>): void {
    for (const [column, value] of terms) {
      this.rowColumn.push(column);
      this.rowValue.push(value);
    }
    this.rowStart.push(this.rowColumn.length);
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
  }
}

/** A linear function of the columns of a program: what to minimise. */
export type Objective = readonly (readonly [column: number, value: number])[];

export interface MipLimits {
  /** Branch-and-bound nodes; the same limit gives the same answer on every machine. */
  readonly nodes: number;
  /** A solution to start from, one value a column. */
  readonly start: readonly number[] | null;
  /** How far from the best an answer may be and still count as optimal; unset where objectives are whole numbers. */
  readonly gap?: number;
  /** Nothing smaller exists, as is known already: what reaches this is the best. */
  readonly enough?: number;
}

export interface MipAnswer {
  /** `limit`: nodes or time ran out. `stopped`: somebody cancelled. */
  readonly status: 'optimal' | 'infeasible' | 'limit' | 'stopped';
  /** Whole numbers, one a column; null when no solution was found. Not yet checked: the solver computes in floating point. */
  readonly values: readonly number[] | null;
  /** No solution has a smaller objective; −Infinity when nothing is known. */
  readonly bound: number;
  readonly nodes: number;
}

/** Solves a program. Time limits and cancelling belong to whoever makes the solver. */
export type SolveMip = (mip: Mip, objective: Objective, limits: MipLimits) => MipAnswer;

/** What solves programs: to the end, and their relaxations. */
export interface Solver {
  readonly solve: SolveMip;
  readonly relax: Relax;
}
