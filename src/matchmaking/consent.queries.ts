import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { toInstant } from '../platform/database/rows.js';
import { receiverKind } from './domains.js';
import type { ReferralState } from './lifecycle.js';

export interface ConsentRow {
  readonly id: string;
  readonly receiver: string;
  readonly institution: string;
  readonly textVersion: string;
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly signedOn: string | null;
  readonly fileId: string | null;
  readonly expiresOn: string;
  readonly withdrawnAt: Date | null;
}

/** What the consent pages of one demand read. */
@Injectable()
export class ConsentQueries {
  constructor(private readonly db: Database) {}

  /** Every consent ever given for a demand, the newest first. */
  async of(demandId: string): Promise<ConsentRow[]> {
    const rows = await this.db.select<Record<keyof ConsentRow, string>>(
      `SELECT c.id, c.receiverOrganisationId AS receiver, o.name AS institution, c.textVersion, u.name AS givenBy,
              c.givenAt, c.signedOn, c.fileId, c.expiresOn, c.withdrawnAt
         FROM consent c JOIN organisation o ON o.id = c.receiverOrganisationId LEFT JOIN user_account u ON u.id = c.givenBy
        WHERE c.demandId = ? ORDER BY c.givenAt DESC, c.id DESC`,
      [demandId],
    );
    return rows.map((row) => ({
      ...row,
      givenBy: row.givenBy ?? '',
      givenAt: toInstant(row.givenAt),
      withdrawnAt: toInstant(row.withdrawnAt as string | null),
    }));
  }

  /** Receivers whose referral waits for the enterprise's yes. */
  async asked(demandId: string): Promise<{ receiver: string; institution: string; product: string; askedAt: Date }[]> {
    const rows = await this.db.select<{ receiver: string; institution: string; product: string; askedAt: string }>(
      `SELECT r.recipientOrganisationId AS receiver, o.name AS institution, f.title AS product, r.createdAt AS askedAt
         FROM referral r JOIN organisation o ON o.id = r.recipientOrganisationId JOIN offer f ON f.id = r.offerId
        WHERE r.demandId = ? AND r.state = 'awaiting-consent' ORDER BY r.createdAt`,
      [demandId],
    );
    return rows.map((row) => ({ ...row, askedAt: toInstant(row.askedAt) }));
  }

  /** Active organisations with an offer on the shelf: who else could be consented to. */
  async receivers(domain: string): Promise<{ id: string; name: string }[]> {
    return this.db.select(
      `SELECT o.id, o.name FROM organisation o WHERE o.kind = ? AND o.state = 'active'
          AND EXISTS (SELECT 1 FROM offer f WHERE f.organisationId = o.id AND f.domain = ? AND f.state = 'on-shelf')
        ORDER BY o.nameKey`,
      [receiverKind(domain), domain],
    );
  }

  async names(domain: string, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    if (ids.length === 0) return [];
    return this.db.select(
      `SELECT id, name FROM organisation WHERE kind = ? AND state = 'active' AND id IN (${ids.map(() => '?').join()})
        ORDER BY nameKey`,
      [receiverKind(domain), ...ids],
    );
  }

  /** The referrals of a demand, as its own people and the centre may list them. */
  async referrals(
    demandId: string,
  ): Promise<{ id: string; state: ReferralState; institution: string; product: string; dueAt: Date | null }[]> {
    const rows = await this.db.select<{
      id: string;
      state: ReferralState;
      institution: string;
      product: string;
      dueAt: string | null;
    }>(
      `SELECT r.id, r.state, o.name AS institution, f.title AS product,
              (SELECT MIN(d.dueAt) FROM deadline d WHERE d.referralId = r.id AND d.doneAt IS NULL) AS dueAt
         FROM referral r JOIN organisation o ON o.id = r.recipientOrganisationId JOIN offer f ON f.id = r.offerId
        WHERE r.demandId = ? AND r.state IN ('awaiting-consent', 'sent', 'accepted', 'agreed') ORDER BY r.createdAt`,
      [demandId],
    );
    return rows.map((row) => ({ ...row, dueAt: toInstant(row.dueAt) }));
  }
}
