/** `area.noun.verb`: what a handler asks for. */
export type Permission = `${string}.${string}.${string}`;

/** Role → permissions; `area.noun.*` stands for every permission on that noun which the table names. */
export type RoleTable = Readonly<Record<string, readonly Permission[]>>;

const PERMISSION = /^[a-z][a-z-]*\.[a-z][a-z-]*\.(?:[a-z][a-z-]*|\*)$/;

export const isPermission = (text: unknown): text is Permission => typeof text === 'string' && PERMISSION.test(text);

/** Reads a role table. Throws on anything that is not role → permissions: a wrong table must not start. */
export function parseRoles(json: unknown): RoleTable {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new TypeError('roles: not an object');
  for (const [role, permissions] of Object.entries(json)) {
    if (!Array.isArray(permissions)) throw new TypeError(`roles: ${role} is not a list`);
    const wrong: unknown = permissions.find((permission) => !isPermission(permission));
    if (wrong !== undefined)
      throw new TypeError(`roles: ${role} holds ${JSON.stringify(wrong)}, which is no permission`);
  }
  return json as RoleTable;
}

/** Every permission that the table names in full. */
export function allPermissions(table: RoleTable): ReadonlySet<Permission> {
  return new Set(
    Object.values(table)
      .flat()
      .filter((permission) => !permission.endsWith('.*')),
  );
}

/** What holders of these roles may do together, wildcards written out. A role the table lacks grants nothing. */
export function permissionsOf(table: RoleTable, roles: readonly string[]): ReadonlySet<Permission> {
  const named = [...allPermissions(table)];
  const granted = roles.flatMap((role) => (Object.hasOwn(table, role) ? (table[role] ?? []) : []));
  return new Set(
    granted.flatMap((grant) =>
      grant.endsWith('.*') ? named.filter((permission) => permission.startsWith(grant.slice(0, -1))) : [grant],
    ),
  );
}
