/** A write outside a unit of work: nothing would roll it back with the rest. */
export class StrayWrite extends Error {
  constructor(sql: string) {
    super(`stray write: ${head(sql)} must run inside database.transaction(…)`);
    this.name = 'StrayWrite';
  }
}

/** A query that does not go through the ambient unit of work. On SQLite it would wait for itself. */
export class WrongRunner extends Error {
  constructor(sql: string) {
    super(
      `wrong runner: ${head(sql)} does not belong to the ambient unit of work (or that unit has ended); ` +
        'take database.repo(…) or database.manager anew where you use it, and await everything',
    );
    this.name = 'WrongRunner';
  }
}

/** The connection broke at COMMIT, so the work may or may not stand. Pass an `opId` to have this settled. */
export class CommitUnknown extends Error {
  constructor(
    /** What the work returned: the answer to give if the commit turns out to stand. */
    readonly value: unknown,
    cause: unknown,
  ) {
    super('the connection broke at COMMIT: the outcome is unknown', { cause });
    this.name = 'CommitUnknown';
  }
}

function head(sql: string): string {
  return sql.slice(0, 60).replaceAll(/\s+/g, ' ');
}
