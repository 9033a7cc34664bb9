import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { permissionsOf, type RoleTable } from '../../kernel/permissions.js';

/** Role → permissions, from config/roles.json. */
@Injectable()
export class Roles {
  readonly table = JSON.parse(readFileSync('config/roles.json', 'utf8')) as RoleTable;
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
}
