import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Settings } from '../../../platform/config/settings.js';
import { allOf, among, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { filtered, viewCondition, visible } from './need-conditions.js';
import { needViews, type NeedFilter, type NeedSort, type NeedView } from './need-filter.forms.js';
import type { NeedStatus } from './need-status.js';
import { dueSql, standingSql, statusOf, type StandingRow } from './need-step.sql.js';

export interface NeedRow {
  readonly id: string;
  readonly number: string | null;
  readonly organisation: string;
  readonly officer: string | null;
  readonly financingKind: string | null;
  readonly amount: number | null;
  readonly termMonths: number | null;
  readonly status: NeedStatus;
  readonly outcome: StandingRow['outcome'];
  readonly dueAt: Date | null;
  readonly submittedAt: Date | null;
}

export interface NeedListPage {
  readonly rows: readonly NeedRow[];
  readonly total: number;
  readonly counts: Readonly<Record<NeedView, number>>;
  readonly page: number;
  readonly size: number;
}

/** Tables of the list's statements; aliases: d demand, n need, o enterprise, u officer, m latest run, p profile. */
export const NEED_FROM = `demand d JOIN financing_need n ON n.demandId = d.id JOIN organisation o ON o.id = d.organisationId
  LEFT JOIN user_account u ON u.id = d.officerId LEFT JOIN match_run m ON m.id = d.latestRunId
  LEFT JOIN enterprise_profile p ON p.organisationId = d.organisationId`;

const orders: Readonly<Record<NeedSort, string>> = {
  submitted: 'COALESCE(d.submittedAt, d.createdAt)',
  organisation: 'o.nameKey',
  amount: 'COALESCE(n.amount, -1)',
  due: `COALESCE(${dueSql}, '9999-12-31')`,
};

/** Lists of needs: one statement for the page, one for the counts. */
@Injectable()
export class NeedList {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly settings: Settings,
  ) {}

  async page(actor: Actor, filter: NeedFilter): Promise<NeedListPage> {
    const size = Number(filter.size ?? 20);
    const counts = await this.count(actor, filter);
    const total = counts[filter.view ?? 'all'];
    const page = Math.min(filter.page ?? 1, Math.max(1, Math.ceil(total / size)));
    const rows = await this.rows(this.statement(actor, filter), size, (page - 1) * size);
    return { rows, total, counts, page, size };
  }

  /** The first rows of the list, without its counts. */
  async first(actor: Actor, filter: NeedFilter, most: number): Promise<NeedRow[]> {
    return this.rows(this.statement(actor, filter), most, 0);
  }

  /** All rows of the list, as `page` cuts them up: the condition and the order. `ids`: of these only the ticked ones. */
  statement(actor: Actor, filter: NeedFilter, ids: readonly string[] | null = null): Condition & { order: Condition } {
    const view = viewCondition(actor, filter.view ?? 'all');
    const condition = allOf([visible(actor), filtered(actor, filter, this.today()), view, ids && among('d.id', ids)]);
    return { ...condition, order: orderOf(filter) };
  }

  private async count(actor: Actor, filter: NeedFilter): Promise<Record<NeedView, number>> {
    const where = allOf([visible(actor), filtered(actor, filter, this.today())]);
    const views = needViews.map((view) => viewCondition(actor, view));
    const [row] = await this.db.select<Record<string, string | number | null>>(
      `SELECT ${views.map(({ sql }, i) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END) AS n${i}`).join()} FROM ${NEED_FROM} WHERE ${where.sql}`,
      [...views.flatMap(({ params }) => params), ...where.params],
    );
    return Object.fromEntries(needViews.map((view, i) => [view, Number(row?.[`n${i}`] ?? 0)])) as Record<
      NeedView,
      number
    >;
  }

  private async rows({ sql, params, order }: Condition & { order: Condition }, limit: number, offset: number) {
    const rows = await this.db.select<Raw>(
      `SELECT d.id, d.number, d.submittedAt, o.name AS organisation, u.name AS officer, n.financingKind, n.amount, n.termMonths,
        ${standingSql}, ${dueSql} AS dueAt
        FROM ${NEED_FROM} WHERE ${sql} ORDER BY ${order.sql} LIMIT ${limit} OFFSET ${offset}`,
      [...params, ...order.params],
    );
    return rows.map((row) => rowFrom(row));
  }

  private today() {
    return { now: this.clock.now(), today: this.clock.today(), zone: this.settings.businessZone };
  }
}

function orderOf({ sort, direction }: NeedFilter): Condition {
  const sql = `${orders[sort ?? 'submitted']} ${direction === 'ascending' ? 'ASC' : 'DESC'}, d.id DESC`;
  return { sql, params: [] };
}

interface Raw extends StandingRow, Pick<NeedRow, 'id' | 'number' | 'organisation' | 'officer' | 'financingKind'> {
  readonly amount: string | number | null;
  readonly termMonths: number | null;
  readonly dueAt: string | null;
  readonly submittedAt: string | null;
}

const rowFrom = (row: Raw): NeedRow => ({
  id: row.id,
  number: row.number,
  organisation: row.organisation,
  officer: row.officer,
  financingKind: row.financingKind,
  amount: numberOf(row.amount),
  termMonths: row.termMonths,
  outcome: row.outcome,
  status: statusOf(row),
  dueAt: toInstant(row.dueAt),
  submittedAt: toInstant(row.submittedAt),
});
