import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Roles } from '../platform/identity/roles.js';
import { demandPermission } from './domains.js';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly mobile: string | null;
}

/** The centre's people who may verify a domain's demands: those a demand can be handed to. */
@Injectable()
export class Colleagues {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
  ) {}

  async list(domain: string): Promise<Colleague[]> {
    const roles = this.roles.holding(demandPermission(domain, 'verify'));
    return this.db.select(
      `SELECT DISTINCT u.id, u.name, u.mobile FROM user_account u JOIN membership m ON m.userId = u.id
        JOIN organisation o ON o.id = m.organisationId AND o.kind = 'centre'
        WHERE u.state = 'active' AND m.role IN (${roles.map(() => '?').join()}) ORDER BY u.name, u.id`,
      roles,
    );
  }

  async find(domain: string, id: string): Promise<Colleague | null> {
    return (await this.list(domain)).find((one) => one.id === id) ?? null;
  }
}
