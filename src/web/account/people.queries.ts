import { Injectable } from '@nestjs/common';
import { LeaseClock } from '../../platform/clock/lease-clock.js';
import { Database } from '../../platform/database/database.js';
import type { User } from '../../platform/identity/user.entity.js';
import { containing } from '../../platform/database/conditions.js';

export const personStates = ['active', 'invited', 'locked', 'disabled'] as const;
export type PersonState = (typeof personStates)[number];

export interface PeopleFilter {
  readonly q?: string | null;
  readonly role?: string | null;
  readonly state?: PersonState | null;
  readonly organisation?: string | null;
}

export interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly mail: string | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly state: PersonState;
  readonly roles: string[];
}

interface Row {
  id: string;
  username: string;
  name: string;
  mail: string | null;
  state: User['state'];
  hasPassword: unknown;
  locked: unknown;
  role: string;
  organisationId: string;
  organisationName: string;
}

const FROM = `FROM user_account u
  JOIN membership m ON m.userId = u.id
  JOIN organisation o ON o.id = m.organisationId
  LEFT JOIN sign_in_attempt a ON a.id = u.id AND a.lockedUntil > ?`;

const stateSql: Record<PersonState, string> = {
  active: "u.state = 'active' AND u.passwordHash IS NOT NULL AND a.id IS NULL",
  invited: "u.state = 'active' AND u.passwordHash IS NULL",
  locked: "u.state = 'active' AND a.id IS NOT NULL",
  disabled: "u.state = 'disabled'",
};

/** As many ids as one statement names. */
const PORTION = 500;

/** Lists of accounts: a page in two queries, however many roles people hold. */
@Injectable()
export class People {
  static readonly pageSize = 20;

  constructor(
    private readonly db: Database,
    private readonly leases: LeaseClock,
  ) {}

  async list(filter: PeopleFilter, page: number): Promise<{ total: number; rows: PersonRow[] }> {
    const ids = await this.ids(filter, `LIMIT ${People.pageSize} OFFSET ${(page - 1) * People.pageSize}`);
    return { total: await this.count(filter), rows: await this.rows(ids) };
  }

  async count(filter: PeopleFilter): Promise<number> {
    const { where, params } = this.conditions(filter);
    const [counted] = await this.db.select<{ n: unknown }>(`SELECT COUNT(DISTINCT u.id) AS n ${FROM} ${where}`, params);
    return Number(counted?.n ?? 0);
  }

  /** Everybody of the list, in its order. */
  async all(filter: PeopleFilter): Promise<PersonRow[]> {
    const ids = await this.ids(filter, '');
    const rows: PersonRow[] = [];
    for (let at = 0; at < ids.length; at += PORTION) rows.push(...(await this.rows(ids.slice(at, at + PORTION))));
    return rows;
  }

  private async ids(filter: PeopleFilter, portion: string): Promise<string[]> {
    const { where, params } = this.conditions(filter);
    const rows = await this.db.select<{ id: string }>(
      `SELECT DISTINCT u.id, u.username ${FROM} ${where} ORDER BY u.username ${portion}`,
      params,
    );
    return rows.map(({ id }) => id);
  }

  private conditions({ q, role, state, organisation }: PeopleFilter): { where: string; params: unknown[] } {
    const conditions: string[] = ['1 = 1'];
    const params: unknown[] = [this.leases.now()];
    const add = (sql: string, ...values: unknown[]) => {
      conditions.push(sql);
      params.push(...values);
    };
    if (q) add('(u.username LIKE ? OR u.name LIKE ? OR u.mail LIKE ?)', containing(q), containing(q), containing(q));
    if (role) add('m.role = ?', role);
    if (organisation) add('m.organisationId = ?', organisation);
    if (state) add(stateSql[state]);
    return { where: `WHERE ${conditions.join(' AND ')}`, params };
  }

  private async rows(ids: readonly string[]): Promise<PersonRow[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.select<Row>(
      `SELECT u.id, u.username, u.name, u.mail, u.state, u.passwordHash IS NOT NULL AS hasPassword, a.id IS NOT NULL AS locked,
              m.role, o.id AS organisationId, o.name AS organisationName
         ${FROM} WHERE u.id IN (${ids.map(() => '?').join(', ')}) ORDER BY u.username, m.id`,
      [this.leases.now(), ...ids],
    );
    const people = new Map<string, PersonRow>();
    for (const { role, state, hasPassword, locked, ...row } of rows) {
      const known = people.get(row.id);
      if (known) known.roles.push(role);
      else
        people.set(row.id, { ...row, roles: [role], state: personState(state, Number(hasPassword), Number(locked)) });
    }
    return [...people.values()];
  }

  async stateOf(user: User): Promise<PersonState> {
    const locked = await this.db.select('SELECT id FROM sign_in_attempt WHERE id = ? AND lockedUntil > ?', [
      user.id,
      this.leases.now(),
    ]);
    return personState(user.state, user.passwordHash === null ? 0 : 1, locked.length);
  }
}

function personState(state: User['state'], hasPassword: number, locked: number): PersonState {
  if (state === 'disabled') return 'disabled';
  if (hasPassword === 0) return 'invited';
  return locked > 0 ? 'locked' : 'active';
}
