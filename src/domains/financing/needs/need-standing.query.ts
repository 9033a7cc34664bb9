import { Injectable } from '@nestjs/common';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import type { ReferralState } from '../../../matchmaking/lifecycle.js';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import type { Stage } from '../deals/deal.entity.js';
import type { NeedStatus } from './need-status.js';
import { standingSql, statusOf, type StandingRow } from './need-step.sql.js';

export interface ReferralLine {
  readonly id: string;
  readonly institution: string;
  readonly product: string;
  readonly state: ReferralState;
  readonly stage: Stage | null;
  readonly at: Date;
  /** When the institution first opened it. */
  readonly seenAt: Date | null;
}

export interface OpenDeadline {
  readonly kind: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly referralId: string | null;
  readonly dueAt: Date;
  readonly paused: boolean;
}

/** How one need stands: its status, its referrals, what is due from whom. */
@Injectable()
export class NeedStandings {
  constructor(private readonly db: Database) {}

  async status(demand: Demand): Promise<NeedStatus> {
    const [row] = await this.db.select<StandingRow>(
      `SELECT ${standingSql} FROM demand d LEFT JOIN match_run m ON m.id = d.latestRunId WHERE d.id = ?`,
      [demand.id],
    );
    return statusOf(row ?? { state: demand.state, outcome: demand.outcome, fits: null, step: 0 });
  }

  async referrals(demandId: string): Promise<ReferralLine[]> {
    const rows = await this.db.select<ReferralLine & { at: string; seenAt: string | null }>(
      `SELECT r.id, g.name AS institution, o.title AS product, r.state, f.stage, COALESCE(r.sentAt, r.createdAt) AS at, r.seenAt
        FROM referral r JOIN offer o ON o.id = r.offerId JOIN organisation g ON g.id = r.recipientOrganisationId
        LEFT JOIN financing_referral f ON f.referralId = r.id WHERE r.demandId = ? ORDER BY r.createdAt, r.id`,
      [demandId],
    );
    return rows.map((row) => ({ ...row, at: toInstant(row.at), seenAt: toInstant(row.seenAt) }));
  }

  async deadlines(demandId: string): Promise<OpenDeadline[]> {
    const rows = await this.db.select<{
      kind: string;
      owner: string;
      ownerId: string;
      referralId: string | null;
      dueAt: string;
      pausedAt: string | null;
    }>(
      `SELECT x.kind, g.name AS owner, g.id AS ownerId, x.referralId, x.dueAt, x.pausedAt FROM deadline x
        JOIN organisation g ON g.id = x.ownerOrganisationId WHERE x.demandId = ? AND x.doneAt IS NULL ORDER BY x.dueAt`,
      [demandId],
    );
    return rows.map(({ pausedAt, dueAt, ...row }) => ({ ...row, dueAt: toInstant(dueAt), paused: pausedAt !== null }));
  }
}
