import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays, instantAt } from '../../kernel/day.js';
import { industries } from '../../directory/codes/industries.js';
import { nameKey } from '../../directory/organisations.js';
import type { Demand } from '../../matchmaking/demand.entity.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';

import { needSteps, needStatus, type NeedStatus } from './need-status.js';
import { dueSql, fitsSql, stepSql } from './need-step.sql.js';
import { needViews, type NeedFilter, type NeedSort, type NeedView } from './need-filter.forms.js';

export interface NeedRow {
  readonly id: string;
  readonly number: string | null;
  readonly organisation: string;
  readonly officer: string | null;
  readonly financingKind: string | null;
  readonly amount: number | null;
  readonly termMonths: number | null;
  readonly status: NeedStatus;
  readonly outcome: Demand['outcome'];
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

interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Tables of the list's statements; aliases: d demand, n need, o enterprise, u officer, m latest run, p profile. */
export const NEED_FROM = `FROM demand d JOIN financing_need n ON n.demandId = d.id JOIN organisation o ON o.id = d.organisationId
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
    const where = and([visible(actor), ...this.conditions(filter)]);
    const counts = await this.count(actor, where);
    const view = filter.view ?? 'all';
    const total = counts[view];
    const page = Math.min(filter.page ?? 1, Math.max(1, Math.ceil(total / size)));
    const rows = await this.rows(this.statement(actor, filter), size, (page - 1) * size);
    return { rows, total, counts, page, size };
  }

  /** All rows of the list, as `page` cuts them up: the condition and the order. `ids`: of these only the ticked ones. */
  statement(actor: Actor, filter: NeedFilter, ids: readonly string[] | null = null): Condition & { order: string } {
    const ticked = ids && {
      sql: ids.length > 0 ? `d.id IN (${ids.map(() => '?').join()})` : '1 = 0',
      params: ids,
    };
    const parts = [visible(actor), ...this.conditions(filter), viewCondition(actor, filter.view ?? 'all')];
    return { ...and(ticked ? [...parts, ticked] : parts), order: orderOf(filter) };
  }

  private async count(actor: Actor, where: Condition): Promise<Record<NeedView, number>> {
    const views = needViews.map((view) => viewCondition(actor, view));
    const [row] = await this.db.select<Record<string, string | number | null>>(
      `SELECT ${views.map(({ sql }, i) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END) AS n${i}`).join()} ${NEED_FROM} WHERE ${where.sql}`,
      [...views.flatMap(({ params }) => params), ...where.params],
    );
    return Object.fromEntries(needViews.map((view, i) => [view, Number(row?.[`n${i}`] ?? 0)])) as Record<
      NeedView,
      number
    >;
  }

  private async rows(
    { sql, params, order }: Condition & { order: string },
    limit: number,
    offset: number,
  ): Promise<NeedRow[]> {
    const rows = await this.db.select<Record<string, string | number | null>>(
      `SELECT d.id, d.number, d.state, d.outcome, d.submittedAt, o.name AS organisation, u.name AS officer,
        n.financingKind, n.amount, n.termMonths, ${fitsSql} AS fits, ${stepSql} AS step, ${dueSql} AS dueAt
        ${NEED_FROM} WHERE ${sql} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
      params,
    );
    return rows.map((row) => rowFrom(row));
  }

  private conditions(filter: NeedFilter): Condition[] {
    const today = this.clock.today();
    const start = (days: number) => instantAt(addDays(today, days), '00:00', this.settings.businessZone);
    const windows = {
      overdue: { sql: `${dueSql} < ?`, params: [this.clock.now()] },
      today: { sql: `${dueSql} < ?`, params: [start(1)] },
      week: { sql: `${dueSql} < ?`, params: [start(7)] },
    };
    const found: (Condition | null)[] = [
      filter.q ? textCondition(filter.q) : null,
      filter.status ? statusCondition(filter.status) : null,
      filter.section ? sectionCondition(filter.section) : null,
      filter.due ? windows[filter.due] : null,
      given(filter.amountFrom) ? { sql: 'n.amount >= ?', params: [filter.amountFrom] } : null,
      given(filter.amountTo) ? { sql: 'n.amount <= ?', params: [filter.amountTo] } : null,
      filter.officer
        ? filter.officer === 'none'
          ? { sql: 'd.officerId IS NULL', params: [] }
          : { sql: 'd.officerId = ?', params: [filter.officer] }
        : null,
    ];
    return found.filter((condition) => condition !== null);
  }
}

function orderOf({ sort, direction }: NeedFilter): string {
  return `${orders[sort ?? 'submitted']} ${direction === 'ascending' ? 'ASC' : 'DESC'}, d.id DESC`;
}

const given = (value: number | null | undefined): value is number => value !== null && value !== undefined;

const and = (parts: readonly Condition[]): Condition => ({
  sql: parts.map(({ sql }) => `(${sql})`).join(' AND '),
  params: parts.flatMap(({ params }) => params),
});

/** The centre sees what was filed, and the drafts an officer has under way; an enterprise its own. */
function visible(actor: Actor): Condition {
  const financing = "d.domain = 'financing'";
  if (actor.organisationKind === 'centre')
    return { sql: `${financing} AND (d.state <> 'draft' OR d.filedBy = ?)`, params: [actor.userId] };
  return { sql: `${financing} AND d.organisationId = ?`, params: [actor.organisationId] };
}

function viewCondition(actor: Actor, view: NeedView): Condition {
  switch (view) {
    case 'all':
      return { sql: '1 = 1', params: [] };
    case 'mine':
      return { sql: "d.officerId = ? AND d.state NOT IN ('fulfilled', 'closed')", params: [actor.userId] };
    case 'to-verify':
    case 'to-refer':
    case 'unmatched':
      return statusCondition(view);
  }
}

const engaged: Readonly<Partial<Record<NeedStatus, string>>> = {
  sent: "d.state = 'engaged'",
  chosen: "d.state = 'agreed'",
};

/** The rows that read as this status: the inverse of `needStatus`. */
function statusCondition(status: NeedStatus): Condition {
  const plain: Partial<Record<NeedStatus, string>> = {
    draft: "d.state = 'draft'",
    'to-verify': "d.state = 'submitted'",
    'to-mend': "d.state = 'returned'",
    matching: "d.state = 'listed' AND m.id IS NULL",
    unmatched: `d.state = 'listed' AND ${fitsSql} = 0`,
    'to-refer': `d.state = 'listed' AND ${fitsSql} > 0`,
    confirmed: `(d.state = 'fulfilled' OR (d.state IN ('engaged', 'agreed') AND ${stepSql} = 9))`,
    withdrawn: "d.state = 'closed' AND d.outcome = 'withdrawn'",
    expired: "d.state = 'closed' AND d.outcome = 'expired'",
    failed: "d.state = 'closed' AND COALESCE(d.outcome, '') NOT IN ('withdrawn', 'expired')",
  };
  const step = needSteps.indexOf(status as (typeof needSteps)[number]);
  const none = engaged[status] ? ` OR (${engaged[status]} AND ${stepSql} = 0)` : '';
  const sql = plain[status] ?? `(d.state IN ('engaged', 'agreed') AND ${stepSql} = ${step})${none}`;
  return { sql, params: [] };
}

function textCondition(text: string): Condition {
  const key = nameKey(text).replaceAll(/[%_\\]/g, '');
  const like = `%${key}%`;
  return {
    sql: 'o.nameKey LIKE ? OR o.creditCode LIKE ? OR d.number LIKE ?',
    params: [like, like.toUpperCase(), like.toUpperCase()],
  };
}

function sectionCondition(section: string): Condition {
  const divisions = industries.children(section).map(({ code }) => code);
  if (divisions.length === 0) return { sql: '1 = 0', params: [] };
  return { sql: `SUBSTR(p.industry, 1, 2) IN (${divisions.map(() => '?').join()})`, params: divisions };
}

function rowFrom(row: Record<string, string | number | null>): NeedRow {
  const number = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : Number(value);
  const text = (name: string) => row[name] as string | null;
  return {
    id: String(row['id']),
    number: text('number'),
    organisation: String(row['organisation']),
    officer: text('officer'),
    financingKind: text('financingKind'),
    amount: number(row['amount']),
    termMonths: number(row['termMonths']),
    outcome: row['outcome'] as Demand['outcome'],
    status: needStatus({
      state: row['state'] as Demand['state'],
      outcome: row['outcome'] as Demand['outcome'],
      step: needSteps[Number(row['step'])] ?? 'none',
      fits: number(row['fits']),
    }),
    dueAt: toInstant(row['dueAt'] as string | null),
    submittedAt: toInstant(row['submittedAt'] as string | null),
  };
}
