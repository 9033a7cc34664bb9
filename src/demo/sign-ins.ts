import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemActor } from '../kernel/actor.js';
import { Database } from '../platform/database/database.js';
import { checkPassword, hashPassword } from '../platform/identity/passwords.js';
import { Users } from '../platform/identity/users.js';
import { demoSheet, type SheetRow } from './sheet.js';
import { person, roleOf } from './story-words.js';

/** Published: it opens nothing but the demo's own database. */
export const DEMO_PASSWORD = 'one-board-2026';

/** The people of people.csv whose organisation is there by now, and who cannot sign in yet. */
export class SignIns {
  private readonly hash = hashPassword(DEMO_PASSWORD); // worked out once for all
  private waiting = demoSheet('people.csv');

  constructor(private readonly app: NestFastifyApplication) {}

  async create(): Promise<void> {
    const organisations = await this.organisations();
    const ready = this.waiting.filter((row) => organisations.has(row[person.organisation] ?? ''));
    this.waiting = this.waiting.filter((row) => !ready.includes(row));
    for (const row of ready) await this.createOne(row, organisations.get(row[person.organisation] ?? '') ?? '');
  }

  private async createOne(row: SheetRow, organisationId: string): Promise<void> {
    const username = row[person.username] ?? '';
    checkPassword(DEMO_PASSWORD, username);
    const roles = (row[person.roles] ?? '').split('；').map((word) => roleOf[word] ?? word);
    const user = { username, name: row[person.name] ?? '', mail: row[person.mail] ?? null, organisationId, roles };
    const { id } = await this.app.get(Users).create(systemActor, { ...user, password: null });
    const hash = await this.hash;
    const db = this.app.get(Database);
    await db.transaction(() => db.execute('UPDATE user_account SET passwordHash = ? WHERE id = ?', [hash, id]));
  }

  private async organisations(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.app.get(Database).select<{ id: string; name: string }>('SELECT id, name FROM organisation');
    return new Map(rows.map(({ id, name }) => [name, id]));
  }
}
