import { Injectable } from '@nestjs/common';
import { Consents } from '../../../matchmaking/consents.js';
import type { DemandState } from '../../../matchmaking/lifecycle.js';
import { among } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import type { AssignmentPolicy, AssignmentRow, AssignmentRun } from './assignment.entity.js';
import { ManagerQueries, type ManagerRow } from './manager.queries.js';

export interface RunItem extends Pick<AssignmentRun, 'id' | 'state' | 'policy' | 'requestedAt' | 'confirmedAt'> {
  readonly needs: number;
  readonly managers: number;
  readonly requestedBy: string;
  /** Needs that were referred. */
  readonly referred: number;
}

export interface NeedOnBoard {
  readonly id: string;
  readonly number: string;
  readonly enterprise: string;
  readonly urgency: string | null;
  readonly amount: number | null;
  readonly state: DemandState;
}

/** Why a proposed row cannot be referred as things stand now. */
export type Hindrance = 'moved-on' | 'no-consent' | 'manager-away' | 'manager-full' | 'product-gone';

/** What the rows of a run are about, as it stands now. */
export interface RowsNow {
  readonly needs: ReadonlyMap<string, NeedOnBoard>;
  readonly managers: ReadonlyMap<string, ManagerRow>;
  readonly products: ReadonlyMap<string, string>;
  readonly hindrances: ReadonlyMap<string, Hindrance>;
}

/** What the pages of an assignment read. */
@Injectable()
export class AssignmentQueries {
  constructor(
    private readonly db: Database,
    private readonly consents: Consents,
    private readonly managers: ManagerQueries,
  ) {}

  async runs(limit = 50): Promise<RunItem[]> {
    const rows = await this.db.select<RawRun>(
      `SELECT a.id, a.state, a.policy, a.needs, a.managers, a.requestedAt, a.confirmedAt, u.name AS requestedBy,
              (SELECT COUNT(*) FROM assignment_row r WHERE r.runId = a.id AND r.referralId IS NOT NULL) AS referred
         FROM assignment_run a LEFT JOIN user_account u ON u.id = a.requestedBy ORDER BY a.id DESC LIMIT ${limit}`,
    );
    return rows.map((row) => ({
      ...row,
      requestedBy: row.requestedBy ?? '',
      needs: Number(row.needs),
      managers: Number(row.managers),
      referred: Number(row.referred),
      requestedAt: toInstant(row.requestedAt),
      confirmedAt: toInstant(row.confirmedAt),
    }));
  }

  async nameOf(userId: string): Promise<string> {
    const [row] = await this.db.select<{ name: string }>('SELECT name FROM user_account WHERE id = ?', [userId]);
    return row?.name ?? '';
  }

  async now(rows: readonly AssignmentRow[], managerIds: readonly string[]): Promise<RowsNow> {
    const demandIds = rows.map(({ demandId }) => demandId);
    const needs = byId(await this.needs(demandIds));
    const managers = byId(await this.managers.byIds([...new Set(managerIds)]));
    const offers = rows.flatMap(({ offerId }) => offerId ?? []);
    const titles = among('id', [...new Set(offers)]);
    const products = await this.db.select<{ id: string; title: string }>(
      `SELECT id, title FROM offer WHERE ${titles.sql}`,
      titles.params,
    );
    const consents = await this.consents.validAmong(demandIds);
    const hindered = rows.flatMap(({ demandId, managerId, offerId }): [string, Hindrance][] => {
      const manager = managers.get(managerId ?? '');
      if (managerId === null) return [];
      if (needs.get(demandId)?.state !== 'listed') return [[demandId, 'moved-on']];
      if (!manager?.active || manager.away) return [[demandId, 'manager-away']];
      if (!manager.products.some(({ id, state }) => id === offerId && state === 'on-shelf'))
        return [[demandId, 'product-gone']];
      if (manager.load >= manager.caseLimit) return [[demandId, 'manager-full']];
      return consents.get(demandId)?.has(manager.organisationId) ? [] : [[demandId, 'no-consent']];
    });
    return {
      needs,
      managers,
      products: new Map(products.map(({ id, title }) => [id, title])),
      hindrances: new Map(hindered),
    };
  }

  private async needs(ids: readonly string[]): Promise<NeedOnBoard[]> {
    const { sql, params } = among('d.id', ids);
    const rows = await this.db.select<NeedOnBoard & { amount: string | number | null }>(
      `SELECT d.id, d.number, o.name AS enterprise, n.urgency, n.amount, d.state FROM demand d
         JOIN financing_need n ON n.demandId = d.id JOIN organisation o ON o.id = d.organisationId WHERE ${sql}`,
      params,
    );
    return rows.map((row) => ({ ...row, amount: numberOf(row.amount) }));
  }
}

interface RawRun {
  readonly id: string;
  readonly state: RunItem['state'];
  readonly policy: AssignmentPolicy | null;
  readonly needs: number | string;
  readonly managers: number | string;
  readonly referred: number | string;
  readonly requestedAt: string;
  readonly requestedBy: string | null;
  readonly confirmedAt: string | null;
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));
