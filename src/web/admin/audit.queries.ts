import { Injectable } from '@nestjs/common';
import { addDays, instantAt, type Day } from '../../kernel/day.js';
import { Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';

export interface TrailFilter {
  /** A record's id, a case number (RZ-…), or a user name. */
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
  readonly seq: number;
  readonly actorName: string | null;
  readonly organisationName: string | null;
  /** Canonical JSON of before, after, changed fields and reason. */
  readonly payload: string;
}

const FROM = `FROM audit_entry e
  LEFT JOIN user_account u ON u.id = e.actorUserId
  LEFT JOIN organisation o ON o.id = e.actorOrganisationId`;

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
              u.name AS actorName, o.name AS organisationName
         ${FROM} ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${limit} OFFSET ${offset}`,
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
    const found = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE number = ?
       UNION SELECT r.id FROM referral r JOIN demand d ON d.id = r.demandId WHERE d.number = ?
       UNION SELECT id FROM user_account WHERE username = ?`,
      [text, text, text.toLowerCase()],
    );
    return [text, ...found.map(({ id }) => id)];
  }

  async actions(): Promise<string[]> {
    const rows = await this.db.select<{ action: string }>('SELECT DISTINCT action FROM audit_entry ORDER BY action');
    return rows.map(({ action }) => action);
  }
}
