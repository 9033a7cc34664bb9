import { Injectable } from '@nestjs/common';
import { demandTones } from '../../domains/talent/demands/demand.views.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { message, type Text } from '../../platform/i18n/message.js';

/** One thing that only the enterprise can do next. */
export interface OwedItem {
  readonly label: Text;
  readonly action: Text;
  readonly href: string;
  readonly number: string | null;
  readonly dueAt: Date | null;
  /** 分, where it is about money; with the day it was paid. */
  readonly amount: number | null;
  readonly paidOn: string | null;
}

interface OwedRow {
  readonly kind: 'talent-draft' | 'talent-returned' | 'confirm-seats';
  readonly demandId: string;
  readonly number: string | null;
  readonly classId: string | null;
  readonly referralId: string | null;
  readonly college: string | null;
  readonly dueAt: string | null;
}

interface DemandRow {
  readonly id: string;
  readonly number: string | null;
  readonly title: string | null;
  readonly state: string;
  readonly headcountMax: number | string | null;
  readonly reserved: number | string;
  readonly expiresOn: string | null;
}

/** Demands on the desk; the list of demands has them all. */
const MOST = 20;

/** The talent side of an enterprise's page: posts to finish, seats to confirm, and where its demands stand. */
@Injectable()
export class EnterpriseTalent {
  constructor(private readonly db: Database) {}

  async owed(organisationId: string): Promise<OwedItem[]> {
    const rows = await this.db.select<OwedRow>(
      `SELECT CASE d.state WHEN 'draft' THEN 'talent-draft' ELSE 'talent-returned' END AS kind, d.id AS demandId, d.number,
              NULL AS classId, NULL AS referralId, NULL AS college, x.dueAt
         FROM demand d LEFT JOIN deadline x ON x.demandId = d.id AND x.kind = 'mend-need' AND x.doneAt IS NULL
        WHERE d.domain = 'talent' AND d.organisationId = ? AND d.state IN ('draft', 'returned')
       UNION ALL
       SELECT x.kind, d.id, d.number, r.offerId, r.id, i.name, x.dueAt
         FROM deadline x JOIN referral r ON r.id = x.referralId JOIN demand d ON d.id = r.demandId
         JOIN organisation i ON i.id = r.recipientOrganisationId
        WHERE x.kind = 'confirm-seats' AND x.ownerOrganisationId = ? AND x.doneAt IS NULL
        ORDER BY demandId, referralId`,
      [organisationId, organisationId],
    );
    return rows.map((row) => ({
      label: message(`work.owed.${row.kind}`, { college: row.college ?? '' }),
      action: message(`work.owed.${row.kind}.do`),
      href: row.classId ? `/talent/classes/${row.classId}/seats/${row.referralId}` : `/talent/demands/${row.demandId}`,
      number: row.number,
      dueAt: toInstant(row.dueAt),
      amount: null,
      paidOn: null,
    }));
  }

  async demands(organisationId: string): Promise<object[]> {
    const rows = await this.db.select<DemandRow>(
      `SELECT d.id, d.number, t.title, d.state, t.headcountMax, d.reserved, d.expiresOn
         FROM demand d JOIN talent_demand t ON t.demandId = d.id
        WHERE d.domain = 'talent' AND d.organisationId = ?
        ORDER BY CASE WHEN d.state IN ('closed', 'fulfilled') THEN 1 ELSE 0 END, d.createdAt DESC, d.id DESC LIMIT ${MOST}`,
      [organisationId],
    );
    return rows.map((row) => ({
      ...row,
      seats: message('work.demand.seats', { reserved: Number(row.reserved), wanted: Number(row.headcountMax ?? 0) }),
      stateWord: message(`talent.demand.state.${row.state}`),
      tone: demandTones[row.state] ?? 'mute',
      open: !['closed', 'fulfilled'].includes(row.state),
    }));
  }
}
