import { Injectable } from '@nestjs/common';
import { recordClocks } from '../../domains/talent/record/class-agenda.js';
import type { Actor } from '../../kernel/actor.js';
import { addDays, businessZone, dayOf, instantAt } from '../../kernel/day.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { numberOf, toInstant } from '../../platform/database/rows.js';

export const workViews = ['all', 'mine', 'today', 'verify', 'late', 'confirm', 'wait'] as const;
export type WorkView = (typeof workViews)[number];

/**
 * - `verify`: submitted, to be checked by the centre
 * - `next-bank`: a referral lapsed, and an institution the enterprise has consented to fits and was not asked yet
 * - `confirm`: listed, with products that fit or lack only papers, and nothing referred: the list of needs says the same
 * - `unmatched`: listed, and nothing fits (of a talent demand: no college teaches it): somebody has to call
 * - `duty`: the centre owes a call, or the rescue or the cutting of an order class
 * - `dispute`: the enterprise says the money did not come as reported
 * - `wait`: somebody else owes the next step
 */
export type WorkKind = 'verify' | 'next-bank' | 'confirm' | 'unmatched' | 'duty' | 'dispute' | 'wait';

const DAY_MS = 86_400_000;
const PAGE = 20;
const endOfDay = (now: Date): Date => instantAt(addDays(dayOf(now, businessZone), 1), '00:00', businessZone);

/** A lapsed referral after which nobody else was asked. */
const LAPSED = `EXISTS (SELECT 1 FROM referral l WHERE l.demandId = d.id AND l.state = 'lapsed'
  AND NOT EXISTS (SELECT 1 FROM referral a WHERE a.demandId = d.id AND a.createdAt > l.closedAt))`;

/** The best product not asked yet whose institution the enterprise has consented to; parameter: today. */
const NEXT_OFFER = `(SELECT c.offerId FROM candidate c JOIN offer f ON f.id = c.offerId AND f.state = 'on-shelf'
  JOIN consent k ON k.demandId = d.id AND k.receiverOrganisationId = f.organisationId AND k.purpose = 'referral'
       AND k.withdrawnAt IS NULL AND k.expiresOn >= ?
  WHERE c.runId = d.latestRunId AND c.status IN ('eligible', 'incomplete')
    AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.demandId = d.id AND r.offerId = c.offerId)
  ORDER BY c.\`rank\` LIMIT 1)`;

/** What the centre itself owes to a talent demand or a class; what it owes to a need stands in the rows of the need. */
const DUTIES = "'call-firm', 'rescue-class', 'shrink-class'";

/** Everything that is to be done or waited for, one row each; parameters: today, the centre. A class has no demand. */
const ITEMS = `(
  SELECT 'verify' AS kind, d.id AS demandId, NULL AS classId, NULL AS referralId, 'verify' AS duty, x.startedAt, x.dueAt,
         NULL AS partyId, NULL AS offerId, 0 AS eligible, 0 AS incomplete
    FROM demand d LEFT JOIN deadline x ON x.demandId = d.id AND x.kind = 'verify' AND x.doneAt IS NULL
   WHERE d.state = 'submitted'
  UNION ALL
  SELECT CASE WHEN s.offerId IS NOT NULL THEN 'next-bank' WHEN s.eligible + s.incomplete > 0 THEN 'confirm' ELSE 'unmatched' END,
         s.id, NULL, NULL, NULL, NULL, NULL, NULL, s.offerId, s.eligible, s.incomplete
    FROM (SELECT d.id, d.state, COALESCE(m.eligible, 0) AS eligible, COALESCE(m.incomplete, 0) AS incomplete,
                 CASE WHEN d.activeReferrals < d.referralCap AND ${LAPSED} THEN ${NEXT_OFFER} END AS offerId
            FROM demand d LEFT JOIN match_run m ON m.id = d.latestRunId
           WHERE d.domain = 'financing' AND d.state IN ('listed', 'engaged')) s
   WHERE s.state = 'listed' OR s.offerId IS NOT NULL
  UNION ALL
  SELECT 'unmatched', d.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0
    FROM demand d LEFT JOIN match_run m ON m.id = d.latestRunId
   WHERE d.domain = 'talent' AND d.state = 'listed' AND COALESCE(m.eligible, 0) + COALESCE(m.incomplete, 0) = 0
     AND NOT EXISTS (SELECT 1 FROM deadline x WHERE x.demandId = d.id AND x.kind IN (${DUTIES}) AND x.doneAt IS NULL)
  UNION ALL
  SELECT 'duty', x.demandId, CASE WHEN x.demandId IS NULL THEN x.offerId END, NULL, x.kind, x.startedAt, x.dueAt, NULL, NULL, 0, 0
    FROM deadline x WHERE x.doneAt IS NULL AND x.pausedAt IS NULL AND x.kind IN (${DUTIES})
  UNION ALL
  SELECT 'dispute', b.demandId, NULL, b.referralId, NULL, b.confirmedAt, NULL, NULL, NULL, 0, 0
    FROM disbursement b WHERE b.state = 'disputed'
  UNION ALL
  SELECT 'wait', w.demandId, CASE WHEN w.demandId IS NULL THEN w.offerId END, w.referralId, w.kind, w.startedAt, w.dueAt, w.ownerOrganisationId, NULL, 0, 0
    FROM (SELECT x.*, ROW_NUMBER() OVER (PARTITION BY COALESCE(x.referralId, x.demandId, x.offerId) ORDER BY x.dueAt, x.id) AS place
            FROM deadline x
           WHERE x.doneAt IS NULL AND x.pausedAt IS NULL AND x.ownerOrganisationId <> ?) w
   WHERE w.place = 1) t`;

/** What a row is about: a demand, or a class with the officer who published it. */
const ABOUT = 'LEFT JOIN demand d ON d.id = t.demandId LEFT JOIN order_class k ON k.offerId = t.classId';
const OFFICER = 'COALESCE(d.officerId, k.officerId)';

export interface WorkCount {
  readonly n: number;
  readonly late: number;
  readonly today: number;
  readonly mine: number;
  /** Of what others owe: begun more than two days ago. */
  readonly old: number;
  readonly lateMine: number;
  /** The earliest deadline that has passed. */
  readonly worst: Date | null;
  /** The next deadline to come. */
  readonly next: Date | null;
}

export interface WorkItem {
  readonly kind: WorkKind;
  /** null: about an order class. */
  readonly demandId: string | null;
  readonly classId: string | null;
  readonly domain: string;
  readonly referralId: string | null;
  /** Kind of the deadline behind it. */
  readonly duty: string | null;
  readonly dueAt: Date | null;
  readonly eligible: number;
  readonly incomplete: number;
  readonly number: string | null;
  /** Whose it is: the enterprise, or the college of a class. */
  readonly enterprise: string;
  /** The post, or the class. */
  readonly title: string | null;
  readonly people: number | null;
  readonly financingKind: string | null;
  readonly amount: number | null;
  readonly termMonths: number | null;
  readonly officer: string | null;
  readonly party: string | null;
  readonly partyKind: string | null;
  readonly offer: string | null;
  readonly institution: string | null;
  readonly offerId: string | null;
}

type Raw<T> = { [K in keyof T]: T[K] extends Date | null ? string | null : T[K] };

/** The officers' one list: what the centre has to do, and whom it waits for. */
@Injectable()
export class OfficerQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  private base(actor: Actor): unknown[] {
    return [this.clock.today(), actor.organisationId];
  }

  /** By kind, in one pass. */
  async counts(actor: Actor): Promise<ReadonlyMap<WorkKind, WorkCount>> {
    const now = this.clock.now();
    const rows = await this.db.select<{ kind: WorkKind } & Record<string, string | null>>(
      `SELECT t.kind, COUNT(*) AS n, SUM(CASE WHEN t.dueAt < ? THEN 1 ELSE 0 END) AS late,
              SUM(CASE WHEN t.dueAt >= ? AND t.dueAt < ? THEN 1 ELSE 0 END) AS today,
              SUM(CASE WHEN ${OFFICER} = ? THEN 1 ELSE 0 END) AS mine,
              SUM(CASE WHEN t.startedAt < ? THEN 1 ELSE 0 END) AS old,
              MIN(CASE WHEN t.dueAt < ? THEN t.dueAt END) AS worst, MIN(CASE WHEN t.dueAt >= ? THEN t.dueAt END) AS next
         FROM ${ITEMS} ${ABOUT} GROUP BY t.kind`,
      [now, now, endOfDay(now), actor.userId, new Date(now.getTime() - 2 * DAY_MS), now, now, ...this.base(actor)],
    );
    return new Map(
      rows.map(({ kind, worst, next, ...sums }) => [
        kind,
        {
          ...(Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, Number(sum)])) as unknown as WorkCount),
          worst: toInstant(worst ?? null),
          next: toInstant(next ?? null),
        },
      ]),
    );
  }

  /** Lapsed ones first, then by deadline; what has none comes last, the oldest first. */
  async list(actor: Actor, view: WorkView, page: number): Promise<WorkItem[]> {
    const { sql, params } = this.narrowed(actor, view);
    const rows = await this.db.select<Raw<WorkItem>>(
      `SELECT t.kind, t.demandId, t.classId, t.referralId, t.duty, t.dueAt, t.eligible, t.incomplete, t.offerId,
              COALESCE(d.domain, 'talent') AS domain, COALESCE(d.number, b.number) AS number,
              COALESCE(o.name, g.name) AS enterprise, COALESCE(p.title, b.title) AS title,
              CASE WHEN d.domain = 'talent' THEN d.wanted END AS people, n.financingKind, n.amount, n.termMonths, u.name AS officer, y.name AS party, y.kind AS partyKind,
              f.title AS offer, i.name AS institution
         FROM ${ITEMS} ${ABOUT}
         LEFT JOIN financing_need n ON n.demandId = d.id LEFT JOIN talent_demand p ON p.demandId = d.id
         LEFT JOIN organisation o ON o.id = d.organisationId LEFT JOIN user_account u ON u.id = ${OFFICER}
         LEFT JOIN offer b ON b.id = t.classId LEFT JOIN organisation g ON g.id = b.organisationId
         LEFT JOIN organisation y ON y.id = t.partyId
         LEFT JOIN offer f ON f.id = t.offerId LEFT JOIN organisation i ON i.id = f.organisationId
        WHERE ${sql}
        ORDER BY CASE t.kind WHEN 'next-bank' THEN 0 WHEN 'dispute' THEN 1 ELSE 2 END,
                 CASE WHEN t.dueAt IS NULL THEN 1 ELSE 0 END, t.dueAt, d.submittedAt, COALESCE(t.demandId, t.classId), t.referralId
        LIMIT ${PAGE} OFFSET ?`,
      [...this.base(actor), ...params, (page - 1) * PAGE],
    );
    return rows.map((row) => ({
      ...row,
      dueAt: toInstant(row.dueAt),
      amount: numberOf(row.amount),
      people: numberOf(row.people),
      eligible: Number(row.eligible),
      incomplete: Number(row.incomplete),
    }));
  }

  private narrowed(actor: Actor, view: WorkView): { sql: string; params: unknown[] } {
    const now = this.clock.now();
    switch (view) {
      case 'mine':
        return { sql: `${OFFICER} = ?`, params: [actor.userId] };
      case 'today':
        return { sql: 't.dueAt >= ? AND t.dueAt < ?', params: [now, endOfDay(now)] };
      case 'late':
        return { sql: 't.dueAt < ?', params: [now] };
      case 'verify':
      case 'wait':
        return { sql: 't.kind = ?', params: [view] };
      case 'confirm':
        return { sql: "t.kind IN ('confirm', 'next-bank')", params: [] };
      case 'all':
        return { sql: '1 = 1', params: [] };
    }
  }

  /** What falls due next, whoever owes it, but what the card of the classes shows beside it. */
  async agenda(actor: Actor): Promise<AgendaItem[]> {
    const rows = await this.db.select<Omit<AgendaItem, 'dueAt'> & { readonly dueAt: string }>(
      `SELECT x.dueAt, x.demandId, CASE WHEN x.demandId IS NULL THEN x.offerId END AS classId,
              COALESCE(d.domain, 'talent') AS domain, COALESCE(o.name, b.title) AS enterprise, x.kind AS duty, y.name AS party
         FROM deadline x LEFT JOIN demand d ON d.id = x.demandId LEFT JOIN organisation o ON o.id = d.organisationId
         LEFT JOIN offer b ON b.id = x.offerId JOIN organisation y ON y.id = x.ownerOrganisationId
        WHERE x.doneAt IS NULL AND x.pausedAt IS NULL AND x.dueAt >= ?
          AND NOT (x.ownerOrganisationId = ? AND x.kind IN (${recordClocks.map(() => '?').join()}))
        ORDER BY x.dueAt, x.id LIMIT 5`,
      [this.clock.now(), actor.organisationId, ...recordClocks],
    );
    return rows.map((row) => ({ ...row, dueAt: toInstant(row.dueAt) }));
  }
}

export interface AgendaItem extends Pick<WorkItem, 'demandId' | 'classId' | 'domain' | 'enterprise'> {
  readonly dueAt: Date;
  readonly duty: string;
  readonly party: string;
}

export const WORK_PAGE = PAGE;
