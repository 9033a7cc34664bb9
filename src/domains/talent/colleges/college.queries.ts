import { Injectable } from '@nestjs/common';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { nameKey } from '../../../directory/organisations.js';
import { Database } from '../../../platform/database/database.js';
import { containing } from '../../../platform/database/conditions.js';
import type { CollegeFilterForm } from './college.forms.js';
import type { CollegeProfile } from './college.entity.js';
import { majorsLike } from '../programmes/major-reading.js';
import { quarterStart } from './quarter.js';

export interface CollegeRow {
  readonly id: string;
  readonly name: string;
  readonly nature: CollegeProfile['nature'];
  readonly level: string | null;
  readonly confirmedOn: string | null;
  readonly confirmed: boolean;
  /** On the shelf: programmes, their order seats a year, and those that published classes hold. */
  readonly programmes: number;
  readonly capacity: number;
  readonly taken: number;
}

export interface Sql {
  readonly sql: string;
  readonly params: readonly unknown[];
}

const PAGE = 50;
const shelved = "f.domain = 'talent' AND f.kind = 'programme' AND f.state = 'on-shelf'";

/** The directory: colleges in use, those that have not confirmed in this quarter last. */
@Injectable()
export class CollegeQueries {
  static readonly pageSize = PAGE;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  async list(filter: Partial<CollegeFilterForm>, page: number): Promise<{ rows: CollegeRow[]; total: number }> {
    const { sql, params } = this.where(filter);
    const from = `FROM organisation o LEFT JOIN college_profile c ON c.organisationId = o.id WHERE ${sql}`;
    const [count] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n ${from}`, params);
    const sum = (what: string) =>
      `(SELECT COALESCE(${what}, 0) FROM offer f WHERE f.organisationId = o.id AND ${shelved})`;
    const start = quarterStart(this.clock.today());
    const rows = await this.db.select<Record<keyof CollegeRow, unknown>>(
      `SELECT o.id, o.name, c.nature, c.level, c.confirmedOn,
              CASE WHEN c.confirmedOn >= ? THEN 1 ELSE 0 END AS confirmed,
              ${sum('COUNT(*)')} AS programmes, ${sum('SUM(f.capacity)')} AS capacity, ${sum('SUM(f.taken)')} AS taken
         ${from} ORDER BY confirmed DESC, o.nameKey, o.id LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`,
      [start, ...params],
    );
    return { total: Number(count?.n ?? 0), rows: rows.map(typed) };
  }

  /** Conditions on `organisation o` and `college_profile c`. */
  where({ text, major, level }: Partial<CollegeFilterForm>): Sql {
    const parts = ["o.kind = 'college' AND o.state = 'active'"];
    const params: unknown[] = [];
    if (text) {
      parts.push('(o.searchText LIKE ? OR c.nationalCode = ?)');
      params.push(containing(nameKey(text)), nameKey(text));
    }
    const taught: string[] = [];
    const codes = major ? majorsLike(major) : null;
    if (codes) {
      taught.push(inList('p.majorCode', codes));
      params.push(...codes);
    }
    if (level) {
      taught.push('p.level = ?');
      params.push(level);
    }
    if (taught.length > 0)
      parts.push(
        `EXISTS (SELECT 1 FROM offer f JOIN programme p ON p.offerId = f.id
                  WHERE f.organisationId = o.id AND ${shelved} AND ${taught.join(' AND ')})`,
      );
    return { sql: parts.join(' AND '), params };
  }
}

/** `column IN (…)`; nothing is in an empty list. */
export const inList = (column: string, values: readonly unknown[]): string =>
  values.length === 0 ? '1 = 0' : `${column} IN (${values.map(() => '?').join()})`;

const typed = (row: Record<keyof CollegeRow, unknown>): CollegeRow => ({
  ...(row as unknown as CollegeRow),
  confirmed: Number(row.confirmed) === 1,
  programmes: Number(row.programmes),
  capacity: Number(row.capacity),
  taken: Number(row.taken),
});
