import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { labelCondition } from '../../../matchmaking/label-condition.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { allOf, among, containing, equals, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { demandGroups, type DemandFilter, type DemandSort } from './demand-filter.forms.js';
import { majorsLike } from '../programmes/major-reading.js';

export interface DemandRow {
  readonly id: string;
  readonly number: string | null;
  readonly organisation: string;
  readonly title: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly headcountMin: number | null;
  readonly headcountMax: number | null;
  readonly reserved: number;
  readonly educationLevel: string | null;
  readonly majors: string | null;
  readonly onboardBy: string | null;
  readonly officer: string | null;
  readonly dueAt: Date | null;
  readonly submittedAt: Date | null;
}

/** Aliases: d demand, t post, o enterprise, u officer. */
export const DEMAND_FROM = `demand d JOIN talent_demand t ON t.demandId = d.id JOIN organisation o ON o.id = d.organisationId
  LEFT JOIN user_account u ON u.id = d.officerId`;
const DUE = '(SELECT MIN(l.dueAt) FROM deadline l WHERE l.demandId = d.id AND l.doneAt IS NULL AND l.pausedAt IS NULL)';
const FIRST_MAJOR = '(SELECT m.majorCode FROM talent_demand_major m WHERE m.demandId = d.id AND m.position = 0)';

const orders: Readonly<Record<DemandSort, string>> = {
  submitted: 'COALESCE(d.submittedAt, d.createdAt)',
  organisation: 'o.nameKey',
  people: 'COALESCE(t.headcountMax, -1)',
  onboard: "COALESCE(t.onboardBy, '9999-12-31')",
};

/** Lists of talent demands: one statement for the page, one for its count. */
@Injectable()
export class DemandList {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
  ) {}

  async page(
    actor: Actor,
    filter: DemandFilter,
  ): Promise<{ rows: DemandRow[]; total: number; page: number; size: number }> {
    const size = Number(filter.size ?? 20);
    const { order, ...where } = this.statement(actor, filter);
    const [count] = await this.db.select<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${DEMAND_FROM} WHERE ${where.sql}`,
      where.params,
    );
    const total = Number(count?.n ?? 0);
    const page = Math.min(filter.page ?? 1, Math.max(1, Math.ceil(total / size)));
    const rows = await this.db.select<DemandRow>(
      `SELECT d.id, d.number, o.name AS organisation, t.title, d.state, d.outcome, t.headcountMin, t.headcountMax, d.reserved,
          t.educationLevel, ${FIRST_MAJOR} AS majors, t.onboardBy, u.name AS officer, ${DUE} AS dueAt, d.submittedAt
        FROM ${DEMAND_FROM} WHERE ${where.sql} ORDER BY ${order.sql} LIMIT ${size} OFFSET ${(page - 1) * size}`,
      [...where.params, ...order.params],
    );
    return {
      total,
      page,
      size,
      rows: rows.map((row) => ({
        ...row,
        reserved: Number(row.reserved),
        headcountMin: numberOf(row.headcountMin),
        headcountMax: numberOf(row.headcountMax),
        dueAt: row.dueAt === null ? null : toInstant(row.dueAt),
        submittedAt: row.submittedAt === null ? null : toInstant(row.submittedAt),
      })),
    };
  }

  /** `ids`: ticked rows; null = all that the filter leaves. */
  statement(
    actor: Actor,
    filter: DemandFilter,
    ids: readonly string[] | null = null,
  ): Condition & { order: Condition } {
    const { sql, params } = this.visibility.demandsOf(actor);
    const codes = filter.major ? majorsLike(filter.major) : null;
    const wants = codes && among('w.majorCode', codes);
    const group = filter.state ? demandGroups[filter.state] : null;
    const condition = allOf([
      { sql: "d.domain = 'talent'", params: [] },
      { sql, params },
      ids === null ? null : among('d.id', ids),
      // A draft that was dropped was never a demand.
      { sql: "d.number IS NOT NULL OR d.state = 'draft'", params: [] },
      group
        ? among('d.state', group)
        : { sql: "d.state <> 'draft' OR d.organisationId = ?", params: [actor.organisationId] },
      ...equals({ 't.educationLevel': filter.level, 't.trade': filter.trade }),
      filter.q
        ? {
            sql: 'o.searchText LIKE ? OR t.title LIKE ? OR d.number LIKE ?',
            params: [containing(nameKey(filter.q)), containing(filter.q), containing(filter.q.toUpperCase())],
          }
        : null,
      filter.label && actor.organisationKind === 'centre' ? labelCondition(filter.label) : null,
      wants && {
        sql: `EXISTS (SELECT 1 FROM talent_demand_major w WHERE w.demandId = d.id AND ${wants.sql})`,
        params: wants.params,
      },
    ]);
    const direction = filter.direction === 'ascending' ? 'ASC' : 'DESC';
    return {
      ...condition,
      order: { sql: `${orders[filter.sort ?? 'submitted']} ${direction}, d.id ${direction}`, params: [] },
    };
  }
}
