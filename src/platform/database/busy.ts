import { Problem } from '../../kernel/problem.js';

/** Too much is waiting, or the database does not serve at the moment: the caller may try again later (503). */
export class Busy extends Problem {
  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super('busy');
    this.cause = cause;
  }
}
