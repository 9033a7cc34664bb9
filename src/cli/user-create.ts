import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemActor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Organisations } from '../directory/organisations.js';
import { Database } from '../platform/database/database.js';
import { Roles } from '../platform/identity/roles.js';
import { Users } from '../platform/identity/users.js';
import { readArguments, UsageError, want } from './arguments.js';
import { withApp } from './with-app.js';

/** The first administrator of a new installation, or whoever was locked out of the portal. */
export async function createUser(given: readonly string[]): Promise<number> {
  const { words, options } = readArguments(given, ['role', 'organisation', 'centre', 'mail', 'display']);
  const username = want(words[0], 'NAME');
  const role = want(options.get('role'), '--role');
  const typed = process.stdin.isTTY ? '' : readFileSync(0, 'utf8').trim();
  const password = typed || randomBytes(15).toString('base64url');
  return withApp(async (app) => {
    const roles = Object.keys(app.get(Roles).table);
    if (!roles.includes(role)) throw new UsageError(`no role ${role}; there are ${roles.join(', ')}`);
    const db = app.get(Database);
    const place = () => organisationId(db, app.get(Organisations), options.get('organisation'), options.get('centre'));
    try {
      await db.transaction(async () =>
        app.get(Users).create(systemActor, {
          username,
          name: options.get('display') ?? username,
          mail: options.get('mail') ?? null,
          organisationId: await place(),
          roles: [role],
          password,
        }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const fields = error.fields?.map(({ field, code }) => `${field}: ${code}`).join('; ');
      console.error(`refused: ${fields ?? error.code}`);
      return 1;
    }
    console.log(typed ? `made ${username} (${role})` : `made ${username} (${role}), password ${password}`);
    return 0;
  });
}

/** The one named, else the centre, which `--centre "name"` makes on an empty database. */
async function organisationId(
  db: Database,
  organisations: Organisations,
  id: string | undefined,
  centre: string | undefined,
): Promise<string> {
  if (id !== undefined) return (await organisations.require(id)).id;
  const [found] = await db.select<{ id: string }>(
    "SELECT id FROM organisation WHERE kind = 'centre' ORDER BY createdAt LIMIT 1",
  );
  if (found) return found.id;
  const name = want(centre, 'there is no centre yet: --centre "its name"');
  return (await organisations.create(systemActor, { kind: 'centre', name, creditCode: null })).id;
}
