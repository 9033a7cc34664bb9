import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Database } from '../../src/platform/database/database.js';
import { Migrations } from '../../src/platform/database/migrations.js';
import { type OpenChoices, openDatabase, type Schema } from '../../src/platform/database/open.js';

export interface TestPlace {
  readonly url: string;
  drop(): Promise<void>;
}

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  readonly migrations: Migrations;
  close(): Promise<void>;
}

type Kind = 'sqlite' | 'mariadb';

/** Runs the suite on SQLite in a fresh file and, when TEST_DATABASE_URL names a server, on a fresh schema there. */
export function testDatabases(title: string, suite: (kind: Kind) => void): void {
  const kinds: Kind[] = process.env.TEST_DATABASE_URL ? ['sqlite', 'mariadb'] : ['sqlite'];
  describe.each(kinds)(`${title} (%s)`, suite);
}

let made = 0;

/** A place nobody else uses: removed by `drop`. */
export function newPlace(kind: Kind): TestPlace {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'yipanqi-db-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = serverUrl();
  const name = `yipanqi_test_${process.pid}_${process.env.JEST_WORKER_ID ?? 1}_${++made}`;
  return { url: `${server}/${name}`, drop: () => onServer(`DROP DATABASE IF EXISTS \`${name}\``) };
}

/** TEST_DATABASE_URL without a schema: each worker makes its own. */
export function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set');
  return /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? url;
}

export async function onServer(sql: string): Promise<void> {
  const connection = await createConnection(serverUrl().replace(/^mariadb:/, 'mysql:'));
  try {
    await connection.query(sql);
  } finally {
    connection.destroy();
  }
}

/** A migrated database of its own; `close` removes it. */
export async function openTestDatabase(kind: Kind, schema: Schema, choices?: OpenChoices): Promise<TestDatabase> {
  const place = newPlace(kind);
  try {
    const migrations = new Migrations(place.url, schema);
    await migrations.migrate();
    const db = await openDatabase(place.url, schema, choices);
    return {
      db,
      url: place.url,
      migrations,
      async close() {
        await db.close();
        await place.drop();
      },
    };
  } catch (error) {
    await place.drop();
    throw error;
  }
}

/** Empties every table of the entities, between tests that share a database. */
export async function emptyTables(db: Database): Promise<void> {
  const tables = db.manager.connection.entityMetadatas.map(({ tableName }) => tableName);
  await db.transaction(async () => {
    if (db.kind === 'sqlite') await db.select('PRAGMA defer_foreign_keys = ON');
    else await db.execute('SET FOREIGN_KEY_CHECKS = 0');
    for (const table of tables) await db.execute(`DELETE FROM ${table}`);
    if (db.kind !== 'sqlite') await db.execute('SET FOREIGN_KEY_CHECKS = 1');
  });
}
