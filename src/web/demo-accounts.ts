import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly organisationName: string;
}

/** Whom one can sign in as in the demo: the first accounts of each role. */
@Injectable()
export class DemoAccounts {
  constructor(private readonly db: Database) {}

  async list(perRole = 2): Promise<DemoAccount[]> {
    const rows = await this.db.select<DemoAccount>(
      `SELECT u.username, u.name, m.role, o.name AS organisationName
         FROM user_account u JOIN membership m ON m.userId = u.id JOIN organisation o ON o.id = m.organisationId
        WHERE u.state = 'active' ORDER BY m.role, u.username`,
    );
    return rows.filter((row, i) => rows.findIndex(({ role }) => role === row.role) > i - perRole);
  }
}
