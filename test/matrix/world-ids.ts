import { systemActor } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { OneTimeLinks } from '../../src/platform/identity/one-time-links.js';
import { Users } from '../../src/platform/identity/users.js';
import { Assets } from '../../src/platform/views/assets.js';
import type { World } from './world.js';

/** Ids that only the database knows, and secrets that whoever holds them may use. */
export async function nameTheRest(world: World): Promise<void> {
  const { ids, cast } = world;
  const db = world.get(Database);
  for (const [key, { id }] of cast.organisations) ids[`org/${key}`] = id;
  for (const [who, { userId }] of cast.actors) {
    ids[`user/${who}`] = userId;
    ids[`login/${who}`] = cast.logins.get(who) ?? '';
    for (const table of ['notice', 'session']) {
      const [row] = await db.select<{ id: string }>(`SELECT id FROM ${table} WHERE userId = ? LIMIT 1`, [userId]);
      if (row) ids[`${table}/${who}`] = row.id;
    }
  }
  await links(world);
  ids['asset/css'] = [...world.get(Assets).files.keys()].find((name) => name.endsWith('.css')) ?? '';
  for (const [name, table, state] of [
    ['mail', 'delivery', 'failed-permanent'],
    ['event', 'outbox_event', 'dead'],
  ] as const) {
    const [row] = await db.select<{ id: string }>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`);
    const failed = `UPDATE ${table} SET state = ?, lastError = 'refused' WHERE id = ?`;
    await db.transaction(() => db.execute(failed, [state, row?.id]));
    ids[`delivery/${name}`] = row?.id ?? '';
  }
}

/** Somebody of whom nothing is secret: a link names its person to whoever holds it, and anybody may try to sign in. */
async function links(world: World): Promise<void> {
  const organisationId = world.cast.org('centre').id;
  const password = 'correct horse battery';
  const person = { username: 'guest', name: '来客', mail: null, organisationId, roles: ['leader'], password };
  const { id } = await world.get(Users).create(systemActor, person);
  for (const purpose of ['invite', 'reset'] as const) {
    const path = await world.get(OneTimeLinks).issue(id, purpose);
    world.ids[`link/${purpose}`] = path.split('/').at(-1) ?? '';
  }
}
