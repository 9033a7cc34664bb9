import { Injectable } from '@nestjs/common';
import { addMonths, type Day } from '../../../kernel/day.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { iso, numberOf } from '../../../platform/database/rows.js';

/** So far back the record reaches. */
export const RECORD_MONTHS = 24;
/** The newest of them where there are more: a page has to wait for what is learned from them. */
const MOST = 2000;

/** A loan of which money has arrived, by what its need looked like. A loan that is paid in parts was one decision. */
export interface FundedDeal {
  /** The day of the first payout that the enterprise confirmed. */
  readonly day: Day;
  readonly institutionId: string;
  readonly institution: string;
  readonly industry: string | null;
  readonly financingKind: string | null;
  readonly purpose: string | null;
  /** 分 */
  readonly amount: number | null;
  readonly termMonths: number | null;
  readonly guarantees: readonly string[];
}

interface Row extends Omit<FundedDeal, 'amount' | 'guarantees'> {
  readonly amount: string | number | null;
  readonly guarantees: string | readonly string[] | null;
}

/** What the track record is learned from: only money that the enterprise has confirmed counts. */
@Injectable()
export class FundedDeals {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** The deals of the last 24 months up to the business day, in the order of their days. */
  async recent(): Promise<FundedDeal[]> {
    const today = this.clock.today();
    const rows = await this.db.select<Row>(
      `SELECT b.day, i.id AS institutionId, i.name AS institution, p.industry, n.financingKind, n.purpose, n.amount,
              n.termMonths, n.guarantees
         FROM (SELECT referralId, demandId, MIN(paidOn) AS day FROM disbursement
                WHERE state = 'confirmed' AND paidOn <= ? GROUP BY referralId, demandId) b
         JOIN referral r ON r.id = b.referralId
         JOIN organisation i ON i.id = r.recipientOrganisationId
         JOIN demand d ON d.id = b.demandId
         JOIN financing_need n ON n.demandId = d.id
         LEFT JOIN enterprise_profile p ON p.organisationId = d.organisationId
        WHERE b.day > ? ORDER BY b.day DESC, r.id DESC LIMIT ${MOST}`,
      [today, addMonths(today, -RECORD_MONTHS)],
    );
    return rows
      .toReversed()
      .map((row) => ({ ...row, amount: numberOf(row.amount), guarantees: listOf(row.guarantees) }));
  }

  /** Changes whenever the deals may have: another day, or another payout confirmed. */
  async version(): Promise<string> {
    const [row] = await this.db.select<{ n: unknown; last: string | Date | null }>(
      "SELECT COUNT(*) AS n, MAX(confirmedAt) AS last FROM disbursement WHERE state = 'confirmed'",
    );
    return `${this.clock.today()} ${Number(row?.n ?? 0)} ${iso(row?.last ?? null)}`;
  }
}

/** A list column of a raw row: text on one database, read already on the other. */
const listOf = (value: Row['guarantees']): readonly string[] =>
  typeof value === 'string' ? (JSON.parse(value) as string[]) : (value ?? []);
