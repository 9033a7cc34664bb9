import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor } from '../kernel/actor.js';
import { Database } from '../platform/database/database.js';
import { checkPassword, hashPassword } from '../platform/identity/passwords.js';
import { Users } from '../platform/identity/users.js';
import { demoSheet } from './sheet.js';
import { person, roleOf } from './story-words.js';

/** Published: it opens nothing but the demo's own database. */
export const DEMO_PASSWORD = 'one-board-2026';

/** The people of people.csv, with one password whose hash is worked out once. */
export async function createSignIns(app: NestFastifyApplication): Promise<void> {
  const db = app.get(Database);
  const rows = demoSheet('people.csv');
  const made: string[] = [];
  for (const row of rows) {
    const username = row[person.username] ?? '';
    checkPassword(DEMO_PASSWORD, username);
    const user = await app.get(Users).create(systemActor, {
      username,
      name: row[person.name] ?? '',
      mail: row[person.mail] ?? null,
      organisationId: await organisationId(db, row[person.organisation] ?? ''),
      roles: (row[person.roles] ?? '').split('；').map((word) => roleOf[word] ?? word),
      password: null,
    });
    made.push(user.id);
  }
  const hash = await hashPassword(DEMO_PASSWORD);
  await db.transaction(() =>
    db.execute(`UPDATE user_account SET passwordHash = ? WHERE id IN (${made.map(() => '?').join(', ')})`, [
      hash,
      ...made,
    ]),
  );
}

async function organisationId(db: Database, name: string): Promise<string> {
  const [found] = await db.select<{ id: string }>('SELECT id FROM organisation WHERE name = ?', [name]);
  if (!found) throw new Error(`people.csv: no organisation is called ${name}`);
  return found.id;
}
