import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { FifoGate } from './fifo-gate.js';
import type { Guard } from './guard.js';
import { type SqliteConnection, SqliteRunner } from './sqlite-runner.js';
import type { Transactions } from './transactions.js';

const GATE_LIMIT_MS = 5_000;

/** What durability and equal meaning on both databases rest on; asserted at boot because a pragma fails in silence. */
const PRAGMAS = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5_000 } as const;

export function sqliteOptions(file: string) {
  return {
    type: 'better-sqlite3',
    driver: Libsql,
    database: file,
    prepareDatabase: (connection: SqliteConnection) => prepare(connection),
  } satisfies Partial<DataSourceOptions> & { type: 'better-sqlite3' };
}

function prepare(connection: SqliteConnection): void {
  for (const [name, value] of Object.entries(PRAGMAS)) connection.pragma(`${name} = ${value}`);
  connection.pragma('case_sensitive_like = ON'); // as LIKE behaves under MySQL's binary collation
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const [row] = connection.pragma(name) as Record<string, unknown>[];
    const found = Object.values(row ?? {})[0];
    if (found !== wanted) throw new Error(`SQLite: PRAGMA ${name} is ${String(found)}, not ${wanted}`);
  }
}

/**
 * Two connections to one file: writers take turns on the first, readers use the second, which WAL keeps at the last
 * committed state and `query_only` keeps from writing. So readers neither wait nor see what may be rolled back.
 *
 * Call it before `source.initialize()`.
 */
export function serialise(source: DataSource, file: string, guard: Guard, gateLimitMs = GATE_LIMIT_MS): Transactions {
  const driver = source.driver as BetterSqlite3Driver;
  const gate = new FifoGate(gateLimitMs);
  const written = new Map<string, unknown>();
  const read = new Map<string, unknown>();
  let reader: SqliteConnection | undefined;
  let closed = false;

  driver.createQueryRunner = () => {
    if (closed) throw new Error('the database is closed');
    reader ??= openReader(file);
    return new SqliteRunner(driver, guard, reader, read);
  };
  const disconnect = driver.disconnect.bind(driver);
  driver.disconnect = async () => {
    closed = true;
    read.clear();
    written.clear();
    reader?.close();
    await disconnect();
  };

  return {
    async open() {
      const leave = await gate.enter();
      const runner = new SqliteRunner(driver, guard, driver.databaseConnection as SqliteConnection, written);
      const manager = source.createEntityManager(runner);
      Object.assign(runner, { manager });
      return {
        runner,
        manager,
        rollback: () => runner.abandon(),
        close: async () => {
          await runner.release();
          leave();
        },
      };
    },
    commitIsKnown: () => true, // a file answers or throws; nothing is in flight
  };
}

function openReader(file: string): SqliteConnection {
  mkdirSync(dirname(file), { recursive: true });
  const connection = new Libsql(file);
  prepare(connection);
  connection.pragma('query_only = ON');
  return connection;
}
