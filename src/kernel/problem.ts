import type { ProblemCode } from './problems.js';

/** What a sentence needs to be said; never more than the reader may see. */
export type ProblemParams = Readonly<Record<string, string | number>>;

/** What is wrong with one field of a form; its sentence stands under `problem.field.<code>`. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly params: ProblemParams;
}

/** A refusal that its reader can understand: a code of the catalogue (problems.ts), never a sentence. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly params: ProblemParams = {},
    readonly fields?: readonly FieldProblem[],
  ) {
    super(code);
  }
}
