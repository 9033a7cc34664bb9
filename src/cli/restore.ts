import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AuditVerification } from '../platform/audit/audit-verification.service.js';
import { readSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { parseDatabaseUrl } from '../platform/database/database-url.js';
import { prepareServer } from '../platform/database/server.js';
import { readArguments, UsageError, want } from './arguments.js';
import { DATABASE_FILE, FILES, readManifest } from './backup-folder.js';
import { load } from './dump-client.js';
import { differences, tableCounts } from './table-counts.js';
import { withApp } from './with-app.js';

/** Puts a backup back and proves it: every table has as many rows as it had, and no chain of the audit trail is broken. */
export async function restore(given: readonly string[]): Promise<number> {
  const { words, options } = readArguments(given, [], ['replace']);
  const folder = resolve(want(words[0], 'FOLDER'));
  if (!existsSync(join(folder, 'manifest.json'))) throw new UsageError(`${folder} holds no complete backup`);
  const manifest = readManifest(folder);
  const settings = readSettings();
  const where = parseDatabaseUrl(settings.databaseUrl);
  if ((where.kind === 'sqlite') !== (manifest.database === 'sqlite'))
    throw new UsageError(`this backup is of ${manifest.database}, DATABASE_URL is not`);
  const file = join(folder, DATABASE_FILE[manifest.database]);
  if (where.kind === 'sqlite') putFile(file, where.file, options.has('replace'));
  else {
    await prepareServer(where); // makes a database that is missing, with the right collation
    await load(where, file);
  }
  if (existsSync(join(folder, FILES))) cpSync(join(folder, FILES), settings.filesDir, { recursive: true });
  return withApp(async (app) => {
    const lost = differences(manifest.counts, await tableCounts(app.get(Database)));
    const breaks = await app.get(AuditVerification).verify();
    for (const line of lost) console.error(line);
    for (const found of breaks) console.error(JSON.stringify(found));
    console.log(`restored the backup of ${manifest.made}: ${lost.length} tables differ, ${breaks.length} audit breaks`);
    return lost.length + breaks.length === 0 ? 0 : 1;
  }, settings);
}

function putFile(from: string, to: string, replace: boolean): void {
  if (existsSync(to) && !replace)
    throw new UsageError(`${to} is there already: stop the portal, then say --replace to put the backup in its place`);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${to}${ending}`, { force: true });
  mkdirSync(dirname(resolve(to)), { recursive: true });
  copyFileSync(from, to);
}
