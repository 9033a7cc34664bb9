import { Injectable } from '@nestjs/common';
import { openReferralStates } from '../../../matchmaking/lifecycle.js';
import type { OfferState } from '../../../matchmaking/offer.entity.js';
import { among, everyRow, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { Roles } from '../../../platform/identity/roles.js';

export interface HandledProduct {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: OfferState;
}

export interface ManagerRow {
  readonly id: string;
  readonly organisationId: string;
  readonly institution: string;
  readonly userId: string;
  readonly name: string;
  readonly caseLimit: number;
  readonly away: boolean;
  /** The account, the institution and the right to answer are still there. */
  readonly active: boolean;
  /** Open cases he has. */
  readonly load: number;
  readonly products: readonly HandledProduct[];
}

const open = openReferralStates.map((state) => `'${state}'`).join();

/** Client managers as they stand now: who is there, how much each has, what each handles. */
@Injectable()
export class ManagerQueries {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
  ) {}

  ofInstitution(organisationId: string): Promise<ManagerRow[]> {
    return this.rows({ sql: 'm.organisationId = ?', params: [organisationId] });
  }

  byIds(ids: readonly string[]): Promise<ManagerRow[]> {
    return this.rows(among('m.id', ids));
  }

  /** Those to whom something can be assigned. */
  async atWork(): Promise<ManagerRow[]> {
    return (await this.rows(everyRow)).filter(({ active, away }) => active && !away);
  }

  private async rows(where: Condition): Promise<ManagerRow[]> {
    const roles = this.roles.holding('financing.referral.answer');
    const rows = await this.db.select<Raw>(
      `SELECT m.id, m.organisationId, o.name AS institution, m.userId, u.name, m.caseLimit, m.away,
              CASE WHEN u.state = 'active' AND o.state = 'active' AND EXISTS (SELECT 1 FROM membership b
                WHERE b.userId = m.userId AND b.organisationId = m.organisationId AND b.role IN (${roles.map(() => '?').join()}))
                THEN 1 ELSE 0 END AS active,
              (SELECT COUNT(*) FROM referral r WHERE r.recipientOrganisationId = m.organisationId AND r.domain = 'financing'
                AND r.state IN (${open}) AND r.handlerId = m.userId) AS openCases
         FROM client_manager m JOIN user_account u ON u.id = m.userId JOIN organisation o ON o.id = m.organisationId
        WHERE ${where.sql} ORDER BY o.nameKey, u.name, m.id`,
      [...roles, ...where.params],
    );
    const products = await this.products(rows.map(({ id }) => id));
    return rows.map(({ openCases, ...row }) => ({
      ...row,
      caseLimit: Number(row.caseLimit),
      away: Number(row.away) === 1,
      active: Number(row.active) === 1,
      load: Number(openCases),
      products: products
        .filter(({ managerId }) => managerId === row.id)
        .map(({ managerId: _of, ...product }) => product),
    }));
  }

  private async products(managerIds: readonly string[]): Promise<(HandledProduct & { managerId: string })[]> {
    const { sql, params } = among('p.managerId', managerIds);
    return this.db.select(
      `SELECT p.managerId, f.id, f.number, f.title, f.state FROM client_manager_product p JOIN offer f ON f.id = p.offerId
        WHERE ${sql} ORDER BY f.number`,
      params,
    );
  }
}

interface Raw extends Pick<ManagerRow, 'id' | 'organisationId' | 'institution' | 'userId' | 'name'> {
  readonly caseLimit: number | string;
  readonly away: number | string;
  readonly active: number | string;
  readonly openCases: number | string;
}
