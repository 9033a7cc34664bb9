import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Libsql from 'libsql';
import { parseDatabaseUrl } from '../platform/database/database-url.js';
import { openDatabase } from '../platform/database/open.js';
import { readSettings } from '../platform/config/settings.js';
import { schema } from '../app.schema.js';
import { readArguments, UsageError, want } from './arguments.js';
import { DATABASE_FILE, FILES, writeManifest } from './backup-folder.js';
import { dump } from './dump-client.js';
import { tableCounts, tableNames, type Counts } from './table-counts.js';

/**
 * The database first and the files after it: files are never overwritten or renamed, so every file that the copied
 * database knows of is there. The folder gets its name when it is complete.
 */
export async function backup(given: readonly string[]): Promise<number> {
  const target = resolve(want(readArguments(given, []).words[0], 'FOLDER'));
  if (existsSync(target)) throw new UsageError(`${target} is there already`);
  const { databaseUrl, filesDir } = readSettings();
  const where = parseDatabaseUrl(databaseUrl);
  const draft = `${target}.part`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const kind = where.kind === 'sqlite' ? 'sqlite' : 'mariadb';
  const file = join(draft, DATABASE_FILE[kind]);
  let counts: Counts;
  if (where.kind === 'sqlite') {
    if (!existsSync(where.file)) throw new UsageError(`${where.file} is not there`);
    snapshot(where.file, file);
    counts = countedIn(file);
  } else {
    counts = await counted(databaseUrl);
    await dump(where, file);
  }
  if (existsSync(filesDir)) cpSync(filesDir, join(draft, FILES), { recursive: true });
  writeManifest(draft, { made: new Date().toISOString(), database: kind, counts });
  renameSync(draft, target);
  console.log(`${target}: ${Object.values(counts).reduce((a, b) => a + b, 0)} rows`);
  return 0;
}

/** One committed state of a database that may be in use. */
function snapshot(from: string, to: string): void {
  const source = new Libsql(from);
  try {
    source.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } finally {
    source.close();
  }
}

/** Read from the copy itself, and without opening it as a database that is in use. */
function countedIn(file: string): Counts {
  const copy = new Libsql(file, { readonly: true });
  try {
    const count = (table: string) => (copy.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get() as { n: number }).n;
    return Object.fromEntries(tableNames().map((table) => [table, count(table)]));
  } finally {
    copy.close();
  }
}

async function counted(url: string): Promise<Counts> {
  const db = await openDatabase(url, schema);
  try {
    return await tableCounts(db);
  } finally {
    await db.close();
  }
}
