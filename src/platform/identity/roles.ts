import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { may, type Actor, type OrganisationKind } from '../../kernel/actor.js';
import { parseRoles, permissionsOf } from '../../kernel/permissions.js';
import { projectFolder } from '../i18n/project-folder.js';

const readConfig = (name: string): unknown => JSON.parse(readFileSync(projectFolder('config', name), 'utf8'));

/** Which roles can be held in which kind of organisation. */
export const rolesOfKind = readConfig('organisation-roles.json') as Readonly<
  Record<OrganisationKind, readonly string[]>
>;

/** Every role, in the order of the lists above. */
export const allRoles: readonly string[] = Object.values(rolesOfKind).flat();

/** Role → permissions, from config/roles.json. */
@Injectable()
export class Roles {
  readonly table = parseRoles(readConfig('roles.json'));
  private readonly cache = new Map<string, ReadonlySet<string>>();

  permissionsOf(roles: readonly string[]): ReadonlySet<string> {
    const key = roles.toSorted().join();
    let found = this.cache.get(key);
    if (!found) this.cache.set(key, (found = permissionsOf(this.table, roles)));
    return found;
  }

  /** The roles that hold a permission: who is to be told, who may be handed a case. */
  holding(permission: string): string[] {
    return Object.keys(this.table).filter((role) => this.permissionsOf([role]).has(permission));
  }

  /**
   * The roles a person may give in an organisation of this kind: those whose rights they hold all themselves (threat 6).
   * Appointing others without holding their rights is a right of its own, `platform.role.grant`.
   */
  grantable(granter: Actor, kind: OrganisationKind): string[] {
    const appoints = may(granter, 'platform.role.grant');
    return rolesOfKind[kind].filter(
      (role) => appoints || [...this.permissionsOf([role])].every((permission) => may(granter, permission)),
    );
  }
}
