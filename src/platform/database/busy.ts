/** Too much is waiting, or the database does not serve at the moment: the caller may try again later (503). */
export class Busy extends Error {
  readonly code = 'busy';

  constructor(reason: string, cause?: unknown) {
    super(`busy: ${reason}`, { cause });
    this.name = 'Busy';
  }
}
