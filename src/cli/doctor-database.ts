import { existsSync } from 'node:fs';
import { openDatabase } from '../platform/database/open.js';
import type { Database } from '../platform/database/database.js';
import { parseDatabaseUrl } from '../platform/database/database-url.js';
import type { Settings } from '../platform/config/settings.js';
import { schema } from '../app.schema.js';
import type { Finding } from './doctor-checks.js';

type Check = Omit<Finding, 'about'>;

/** Reachable, and with what durability and equal meaning on both databases rest on. */
export async function checkDatabase({ databaseUrl }: Settings): Promise<Check> {
  const where = parseDatabaseUrl(databaseUrl);
  if (where.kind === 'sqlite' && !existsSync(where.file))
    return { state: 'warn', found: `${where.file} is not there yet`, todo: 'npx yipanqi migrate makes it' };
  const db = await openDatabase(databaseUrl, schema); // refuses a wrong charset, collation, sql_mode or pragma by itself
  try {
    return db.kind === 'sqlite' ? await checkSqlite(db) : await checkServer(db);
  } finally {
    await db.close();
  }
}

async function checkSqlite(db: Database): Promise<Check> {
  const pragma = async (name: string) => String(Object.values((await db.select<object>(`PRAGMA ${name}`))[0] ?? {})[0]);
  const [journal, synchronous] = [await pragma('journal_mode'), await pragma('synchronous')];
  const check = await pragma('quick_check');
  if (check !== 'ok')
    return { state: 'bad', found: `quick_check: ${check}`, todo: 'stop the portal and restore a backup' };
  if (journal !== 'wal' || synchronous !== '2')
    return {
      state: 'bad',
      found: `journal ${journal}, synchronous ${synchronous}`,
      todo: 'put the file on a local disk',
    };
  return { state: 'ok', found: 'SQLite, WAL, synchronous FULL, quick_check ok' };
}

async function checkServer(db: Database): Promise<Check> {
  const [row] = await db.select<{ version: string; collation: string; flush: number }>(
    `SELECT VERSION() AS version, default_collation_name AS collation, @@innodb_flush_log_at_trx_commit AS flush
       FROM information_schema.schemata WHERE schema_name = DATABASE()`,
  );
  const found = `${db.kind} ${row?.version ?? '?'}, ${row?.collation ?? '?'}`;
  if (Number(row?.flush) === 1) return { state: 'ok', found };
  const todo = 'set innodb_flush_log_at_trx_commit=1, or a power cut may lose answered requests';
  return { state: 'warn', found: `${found}, flush ${Number(row?.flush)}`, todo };
}
