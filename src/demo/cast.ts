import type { Actor, OrganisationKind } from '../kernel/actor.js';
import type { Database } from '../platform/database/database.js';
import type { Roles } from '../platform/identity/roles.js';

interface CastRow {
  readonly username: string;
  readonly userId: string;
  readonly name: string;
  readonly locale: Actor['locale'];
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly role: string;
}

/** Everybody who can sign in, as the actor a session would give: read back from the database. */
export async function readCast(db: Database, roles: Roles): Promise<ReadonlyMap<string, Actor>> {
  const rows = await db.select<CastRow>(
    `SELECT u.username, u.id AS userId, u.name, u.locale, o.id AS organisationId, o.name AS organisationName,
            o.kind AS organisationKind, m.role
       FROM user_account u JOIN membership m ON m.userId = u.id JOIN organisation o ON o.id = m.organisationId
      WHERE u.state = 'active' AND o.state = 'active' ORDER BY u.username, m.role`,
  );
  const cast = new Map<string, Actor>();
  for (const { username, role, ...person } of rows) {
    const held = [...(cast.get(username)?.roles ?? []), role];
    cast.set(username, { ...person, roles: held, permissions: roles.permissionsOf(held) });
  }
  return cast;
}
