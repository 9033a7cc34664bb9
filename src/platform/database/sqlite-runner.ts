import { QueryFailedError } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import type Libsql from 'libsql';
import type { Guard } from './guard.js';
import { toSqliteDatetime } from './rows.js';

export type SqliteConnection = InstanceType<typeof Libsql>;

/**
 * A runner of its own for every caller. TypeORM gives all callers one, so that strangers' statements land inside each
 * other's transactions and acknowledged writes are lost with somebody else's rollback (typeorm issue 1884).
 */
export class SqliteRunner extends BetterSqlite3QueryRunner {
  constructor(
    driver: BetterSqlite3Driver,
    private readonly guard: Guard,
    private readonly file: SqliteConnection,
    statements: Map<string, unknown>,
  ) {
    super(driver);
    Object.assign(this, { stmtCache: statements }); // prepared once per connection, not once per runner
  }

  override connect(): Promise<SqliteConnection> {
    return Promise.resolve(this.file);
  }

  override async query(
    sql: string,
    parameters: unknown[] = [],
    structured = false,
  ): ReturnType<BetterSqlite3QueryRunner['query']> {
    this.guard.admit(this, sql);
    // IMMEDIATE takes the write lock at once: a deferred transaction may fail half-way when it first writes.
    const text = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql;
    return super.query(text, parameters.map(toSqliteValue), structured);
  }

  /** Ends a transaction that SQLite may have ended by itself (disk full, for one). */
  async abandon(): Promise<void> {
    try {
      await this.rollbackTransaction();
    } catch (error) {
      if (!(error instanceof QueryFailedError)) throw error;
    }
    if (this.file.inTransaction) this.file.exec('ROLLBACK');
  }
}

/** libsql binds numbers as REAL, which a text column would keep as '5.0'. */
function toSqliteValue(value: unknown): unknown {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return value instanceof Date ? toSqliteDatetime(value) : value;
}
