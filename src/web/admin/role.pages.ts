import { Controller, Get } from '@nestjs/common';
import { organisationKinds } from '../../kernel/actor.js';
import { allPermissions } from '../../kernel/permissions.js';
import { Allow } from '../../platform/http/access.js';
import { Roles, rolesOfKind } from '../../platform/identity/roles.js';
import { page } from '../../platform/views/result.js';

/** Which role may do what: read from config/roles.json, changed only there. */
@Controller('admin/roles')
export class RolePages {
  constructor(private readonly roles: Roles) {}

  @Get()
  @Allow('platform.user.manage', 'platform.audit.read')
  show() {
    const roles = organisationKinds.flatMap((kind) => rolesOfKind[kind].map((role) => ({ role, kind })));
    const held = new Map(roles.map(({ role }) => [role, this.roles.permissionsOf([role])]));
    const rows = [...allPermissions(this.roles.table)].toSorted().map((permission) => ({
      permission,
      cells: roles.map(({ role }) => ({ role, holds: held.get(role)?.has(permission) ?? false })),
    }));
    return page('admin/roles', { roles, rows });
  }
}
