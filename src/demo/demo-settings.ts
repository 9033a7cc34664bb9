import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseDatabaseUrl } from '../platform/database/database-url.js';
import { openDatabase } from '../platform/database/open.js';
import { readSettings, type Settings } from '../platform/config/settings.js';

/** The one file that the demo makes anew each time. */
const OWN_FILE = 'var/demo.db';
const OWN_FILES = 'var/demo-files';

/** The demo was pointed at a database that holds something: nothing of it was touched. */
export class NotTheDemos extends Error {
  override readonly name = 'NotTheDemos';
}

/**
 * Settings of a demo run: its own database and uploads, made anew, and mails as files, whatever SMTP_URL says. With
 * DATABASE_URL it takes that database instead, if it is empty.
 *
 * @throws NotTheDemos, BadSettings
 */
export async function demoSettings(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Settings> {
  const given = env.DATABASE_URL?.trim() || undefined;
  const settings = readSettings({
    ...env,
    DEMO: 'true',
    SMTP_URL: undefined,
    DATABASE_URL: given ?? `sqlite:${OWN_FILE}`,
    FILES_DIR: env.FILES_DIR ?? OWN_FILES,
  });
  if (given) await refuseFilled(given);
  else for (const end of ['', '-wal', '-shm']) rmSync(OWN_FILE + end, { force: true });
  if (env.FILES_DIR === undefined) rmSync(OWN_FILES, { recursive: true, force: true });
  clearMails(settings.mailDir);
  return settings;
}

async function refuseFilled(url: string): Promise<void> {
  const db = await openDatabase(url, { entities: [], migrations: [] });
  try {
    const tables = await db.select(
      parseDatabaseUrl(url).kind === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 1"
        : 'SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() LIMIT 1',
    );
    if (tables.length > 0) throw new NotTheDemos();
  } finally {
    await db.close();
  }
}

/** Mails of an earlier run would be taken for this one's. */
function clearMails(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.endsWith('.eml')) rmSync(join(folder, name));
}
