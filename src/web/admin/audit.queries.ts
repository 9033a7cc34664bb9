import { Injectable } from '@nestjs/common';
import { addDays, instantAt, type Day } from '../../kernel/day.js';
import { nameKey } from '../../directory/organisations.js';
import { Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';

export interface TrailFilter {
  /** A record's id, a number (RZ-…, CP-…), an organisation's whole name or credit code, or a user name. */
  readonly record?: string | null;
  /** User name or name of who acted. */
  readonly actor?: string | null;
  readonly action?: string | null;
  readonly from?: Day | null;
  readonly to?: Day | null;
}

export interface TrailRow {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly type: string;
  readonly recordId: string;
  /** What people call the record: its number, name or user name; null for one that has none. */
  readonly recordName: string | null;
  readonly seq: number;
  readonly actorName: string | null;
  readonly organisationName: string | null;
  /** Canonical JSON of before, after, changed fields and reason. */
  readonly payload: string;
}

const FROM = `FROM audit_entry e
  LEFT JOIN user_account u ON u.id = e.actorUserId
  LEFT JOIN organisation o ON o.id = e.actorOrganisationId`;
const NAMES = `LEFT JOIN demand d ON e.aggregateType = 'demand' AND d.id = e.aggregateId
  LEFT JOIN offer f ON e.aggregateType = 'offer' AND f.id = e.aggregateId
  LEFT JOIN organisation g ON e.aggregateType = 'organisation' AND g.id = e.aggregateId
  LEFT JOIN user_account w ON e.aggregateType = 'user' AND w.id = e.aggregateId`;

/** The trail across all records, newest first. */
@Injectable()
export class Trail {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  async count(filter: TrailFilter): Promise<number> {
    const { where, params } = await this.conditions(filter);
    const [row] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n ${FROM} ${where}`, params);
    return Number(row?.n ?? 0);
  }

  async list(filter: TrailFilter, limit: number, offset = 0): Promise<TrailRow[]> {
    const { where, params } = await this.conditions(filter);
    const rows = await this.db.select<TrailRow & { at: string | Date }>(
      `SELECT e.id, e.at, e.action, e.aggregateType AS type, e.aggregateId AS recordId, e.seq, e.payload,
              u.name AS actorName, o.name AS organisationName, COALESCE(d.number, f.number, g.name, w.username) AS recordName
         ${FROM} ${NAMES} ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${limit} OFFSET ${offset}`,
      params,
    );
    return rows.map((row) => ({ ...row, at: toInstant(row.at), seq: Number(row.seq) }));
  }

  private async conditions({ record, actor, action, from, to }: TrailFilter) {
    const conditions = ['1 = 1'];
    const params: unknown[] = [];
    const add = (sql: string, ...values: unknown[]) => {
      conditions.push(sql);
      params.push(...values);
    };
    if (record) {
      const ids = await this.recordIds(record);
      add(`e.aggregateId IN (${ids.map(() => '?').join(', ')})`, ...ids);
    }
    if (actor) add('(u.username = ? OR u.name = ?)', actor.toLowerCase(), actor);
    if (action) add('e.action = ?', action);
    if (from) add('e.at >= ?', instantAt(from, '00:00', this.settings.businessZone));
    if (to) add('e.at < ?', instantAt(addDays(to, 1), '00:00', this.settings.businessZone));
    return { where: `WHERE ${conditions.join(' AND ')}`, params };
  }

  /** What people call a record, as ids; a need comes with its referrals. */
  private async recordIds(text: string): Promise<string[]> {
    const number = text.toUpperCase();
    const found = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE number = ?
       UNION SELECT r.id FROM referral r JOIN demand d ON d.id = r.demandId WHERE d.number = ?
       UNION SELECT id FROM offer WHERE number = ?
       UNION SELECT id FROM organisation WHERE nameKey = ? OR creditCode = ?
       UNION SELECT id FROM user_account WHERE username = ?`,
      [number, number, number, nameKey(text), number, text.toLowerCase()],
    );
    return [text, ...found.map(({ id }) => id)];
  }
}

export interface TrailFact {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Before and after of each thing that an entry tells, as codes: the evidence itself stays in `payload`. */
export function factsOf(payload: string): { facts: TrailFact[]; changed: string | null; note: string | null } {
  const { before = {}, after = {}, changed, note } = JSON.parse(payload) as Payload;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const facts = names.map((name) => ({ name, before: said(before[name]), after: said(after[name]) }));
  return {
    // A record that is only named, not changed, is said once.
    facts: facts.map((fact) => (fact.before === fact.after ? { ...fact, before: null } : fact)),
    changed: changed && changed.length > 0 ? changed.join(', ') : null,
    note: note ?? null,
  };
}

interface Payload {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly changed?: readonly string[];
  readonly note?: string;
}

function said(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) ? value.join(', ') : String(value as string | number | boolean);
}
