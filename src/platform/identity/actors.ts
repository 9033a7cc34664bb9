import { Injectable } from '@nestjs/common';
import type { Actor, OrganisationKind } from '../../kernel/actor.js';
import { Database } from '../database/database.js';
import { Roles } from './roles.js';

/** A person as they may act now, without a session: for work they asked for earlier. */
@Injectable()
export class Actors {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
  ) {}

  /** Null: the account, the organisation or the membership is gone. */
  async of(userId: string, organisationId: string): Promise<Actor | null> {
    const rows = await this.db.select<ActorRow>(
      `SELECT u.name, u.locale, o.name AS organisationName, o.kind AS organisationKind, m.role
         FROM user_account u
         JOIN membership m ON m.userId = u.id
         JOIN organisation o ON o.id = m.organisationId AND o.state = 'active'
        WHERE u.id = ? AND o.id = ? AND u.state = 'active'`,
      [userId, organisationId],
    );
    const [first] = rows;
    if (!first) return null;
    const { role: _role, ...facts } = first;
    const roles = rows.map(({ role }) => role);
    return { ...facts, userId, organisationId, roles, permissions: this.roles.permissionsOf(roles) };
  }
}

interface ActorRow {
  name: string;
  locale: 'zh-CN' | 'en';
  organisationName: string;
  organisationKind: OrganisationKind;
  role: string;
}
