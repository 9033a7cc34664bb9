import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** How the people of a case are named on its pages. */
@Injectable()
export class CasePeople {
  constructor(private readonly db: Database) {}

  /** "林晓敏" for colleagues, "东湖银行 刘东湖" for a client manager, who is there to be called; a college speaks as a college. By user id. */
  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unique = [...new Set(ids)].filter((id) => id !== '');
    if (unique.length === 0) return new Map();
    const rows = await this.db.select<{ id: string; name: string; organisation: string | null; kind: string | null }>(
      `SELECT u.id, u.name, MIN(o.name) AS organisation, MIN(o.kind) AS kind FROM user_account u LEFT JOIN membership m ON m.userId = u.id
        LEFT JOIN organisation o ON o.id = m.organisationId AND o.kind <> 'centre'
        WHERE u.id IN (${unique.map(() => '?').join()}) GROUP BY u.id, u.name`,
      unique,
    );
    return new Map(
      rows.map(({ id, name, organisation, kind }) => [
        id,
        organisation === null ? name : kind === 'college' ? organisation : `${organisation} ${name}`,
      ]),
    );
  }
}
