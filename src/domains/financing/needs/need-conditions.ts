import { labelCondition } from '../../../matchmaking/label-condition.js';
import type { Actor } from '../../../kernel/actor.js';
import { addDays, instantAt, type Day } from '../../../kernel/day.js';
import { industries } from '../../../directory/codes/industries.js';
import { nameKey } from '../../../directory/organisations.js';
import { allOf, among, containing, everyRow, type Condition } from '../../../platform/database/conditions.js';
import type { NeedFilter, NeedView } from './need-filter.forms.js';
import { needSteps, type NeedStatus } from './need-status.js';
import { dueSql, fitsSql, stepSql } from './need-step.sql.js';

/** What the windows of deadlines are measured from. */
export interface Today {
  readonly now: Date;
  readonly today: Day;
  readonly zone: string;
}

/** The centre sees what was filed, and the drafts an officer has under way; an enterprise its own. */
export function visible(actor: Actor): Condition {
  const financing = "d.domain = 'financing'";
  if (actor.organisationKind === 'centre')
    return { sql: `${financing} AND (d.state <> 'draft' OR d.filedBy = ?)`, params: [actor.userId] };
  return { sql: `${financing} AND d.organisationId = ?`, params: [actor.organisationId] };
}

/** Labels are the centre's own: whoever else asks by one is not told whether there is such a need. */
export function filtered(actor: Actor, filter: NeedFilter, at: Today): Condition {
  return allOf([
    filter.q ? textCondition(filter.q) : null,
    filter.status ? statusCondition(filter.status) : null,
    filter.section ? sectionCondition(filter.section) : null,
    filter.due ? dueCondition(filter.due, at) : null,
    given(filter.amountFrom) ? { sql: 'n.amount >= ?', params: [filter.amountFrom] } : null,
    given(filter.amountTo) ? { sql: 'n.amount <= ?', params: [filter.amountTo] } : null,
    filter.officer ? officerCondition(filter.officer) : null,
    filter.label && actor.organisationKind === 'centre' ? labelCondition(filter.label) : null,
  ]);
}

export function viewCondition(actor: Actor, view: NeedView): Condition {
  switch (view) {
    case 'all':
      return everyRow;
    case 'mine':
      return { sql: "d.officerId = ? AND d.state NOT IN ('fulfilled', 'closed')", params: [actor.userId] };
    case 'to-verify':
    case 'to-refer':
    case 'unmatched':
      return statusCondition(view);
  }
}

const given = (value: number | null | undefined): value is number => value !== null && value !== undefined;

const plain: Readonly<Partial<Record<NeedStatus, string>>> = {
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
const engaged: Readonly<Partial<Record<NeedStatus, string>>> = {
  sent: "d.state = 'engaged'",
  chosen: "d.state = 'agreed'",
};

/** The rows that read as this status: the inverse of `needStatus`. */
function statusCondition(status: NeedStatus): Condition {
  const step = needSteps.indexOf(status as (typeof needSteps)[number]);
  const none = engaged[status] ? ` OR (${engaged[status]} AND ${stepSql} = 0)` : '';
  const sql = plain[status] ?? `(d.state IN ('engaged', 'agreed') AND ${stepSql} = ${step})${none}`;
  return { sql, params: [] };
}

function textCondition(text: string): Condition {
  const like = containing(nameKey(text));
  return {
    sql: 'o.searchText LIKE ? OR o.creditCode LIKE ? OR d.number LIKE ?',
    params: [like, like.toUpperCase(), like.toUpperCase()],
  };
}

const sectionCondition = (section: string): Condition =>
  among(
    'SUBSTR(p.industry, 1, 2)',
    industries.children(section).map(({ code }) => code),
  );

function dueCondition(due: NonNullable<NeedFilter['due']>, { now, today, zone }: Today): Condition {
  const start = (days: number) => instantAt(addDays(today, days), '00:00', zone);
  const before = { overdue: now, today: start(1), week: start(7) }[due];
  return { sql: `${dueSql} < ?`, params: [before] };
}

const officerCondition = (officer: string): Condition =>
  officer === 'none' ? { sql: 'd.officerId IS NULL', params: [] } : { sql: 'd.officerId = ?', params: [officer] };
