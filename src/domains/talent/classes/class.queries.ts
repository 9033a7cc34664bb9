import { Injectable } from '@nestjs/common';
import { toInstant } from '../../../platform/database/rows.js';
import type { Actor } from '../../../kernel/actor.js';
import { nearMajorsOf } from '../../../directory/codes/majors.js';
import { nameKey } from '../../../directory/organisations.js';
import type { Offer } from '../../../matchmaking/offer.entity.js';
import { containing } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import type { ClassState } from './class-life.js';
import type { MajorFit, TalentReferral } from './class.entity.js';
import { Programme } from '../colleges/college.entity.js';
import { OrderClasses } from './order-classes.js';

export const CLASS_PAGE = 50;

export interface ClassListRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly college: string;
  readonly state: ClassState;
  readonly startsOn: string;
  readonly seats: number;
  readonly confirmed: number;
  readonly minSize: number;
  readonly capacity: number;
  readonly firms: number;
  readonly dueAt: Date | null;
}

export interface ClassFilter {
  readonly state: string | null;
  readonly plan: string | null;
  /** Part of its name, its number or its college's name. */
  readonly q?: string | null;
}

export interface MemberRow {
  readonly referralId: string;
  readonly state: string;
  readonly stage: TalentReferral['stage'];
  readonly fit: MajorFit;
  readonly seats: number;
  readonly demandId: string;
  readonly number: string;
  readonly organisationId: string;
  readonly firm: string;
  readonly title: string;
  readonly onboardBy: string | null;
  readonly park: string | null;
  readonly shift: string | null;
  readonly board: string | null;
  readonly probationPay: number | null;
  readonly regularPay: number | null;
  readonly mentorCount: number | null;
}

const OPEN = "r.state IN ('sent', 'accepted', 'agreed', 'fulfilled')";
/** States people choose from in the list: what still moves, and what is over. */
export const classGroups: Readonly<Record<string, readonly ClassState[]>> = {
  answering: ['consulting'],
  short: ['short'],
  signing: ['to-sign', 'signed', 'selecting'],
  running: ['running', 'internship', 'placing'],
  over: ['completed', 'declined', 'merged', 'cancelled'],
};

/** What class pages read: one statement a list. */
@Injectable()
export class ClassQueries {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
  ) {}

  async list(
    actor: Actor,
    { state, plan, q }: ClassFilter,
    page: number,
  ): Promise<{ rows: ClassListRow[]; total: number }> {
    const seen = this.classes.visibleTo(actor);
    const group = state === null ? null : classGroups[state];
    const where = [
      seen.sql,
      ...(group ? [`c.state IN (${group.map(() => '?').join()})`] : []),
      ...(plan ? ['c.planId = ?'] : []),
      ...(q ? ['(o.title LIKE ? OR o.number LIKE ? OR g.searchText LIKE ?)'] : []),
    ].join(' AND ');
    const params = [
      ...seen.params,
      ...(group ?? []),
      ...(plan ? [plan] : []),
      ...(q ? [containing(q), containing(q.toUpperCase()), containing(nameKey(q))] : []),
    ];
    const from = `FROM order_class c JOIN offer o ON o.id = c.offerId JOIN organisation g ON g.id = o.organisationId WHERE ${where}`;
    const rows = await this.db.select<ClassListRow>(
      `SELECT o.id, o.number, o.title, g.name AS college, c.state, c.startsOn, o.taken AS seats, c.minSize, o.capacity,
          (SELECT COUNT(*) FROM referral r WHERE r.offerId = o.id AND ${OPEN}) AS firms,
          (SELECT COALESCE(SUM(r.quantity), 0) FROM referral r JOIN talent_referral t ON t.referralId = r.id
            WHERE r.offerId = o.id AND ${OPEN} AND t.stage <> 'asked') AS confirmed,
          (SELECT MIN(l.dueAt) FROM deadline l WHERE l.offerId = o.id AND l.doneAt IS NULL) AS dueAt
        ${from} ORDER BY c.publishedAt DESC, o.number DESC LIMIT ${CLASS_PAGE} OFFSET ${(page - 1) * CLASS_PAGE}`,
      params,
    );
    const [count] = await this.db.select<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, params);
    return { rows: rows.map(counted), total: Number(count?.n ?? 0) };
  }

  async members(classId: string): Promise<MemberRow[]> {
    const rows = await this.db.select<MemberRow>(
      `SELECT r.id AS referralId, r.state, t.stage, t.fit, r.quantity AS seats, d.id AS demandId, d.number, g.id AS organisationId,
          g.name AS firm, p.title, p.onboardBy, p.park, p.shift, p.board, p.probationPay, p.regularPay, p.mentorCount
        FROM referral r JOIN talent_referral t ON t.referralId = r.id JOIN demand d ON d.id = r.demandId
        JOIN talent_demand p ON p.demandId = d.id JOIN organisation g ON g.id = d.organisationId
        WHERE r.offerId = ? AND ${OPEN} ORDER BY r.createdAt, r.id`,
      [classId],
    );
    return rows.map((row) => ({ ...row, seats: Number(row.seats) }));
  }

  /** Classes of the same or a near major that take firms and have room: where a short one may be merged. */
  async roomFor(
    programmeId: string,
    { id, taken }: Pick<Offer, 'id' | 'taken'>,
  ): Promise<{ id: string; number: string; title: string; free: number }[]> {
    const { majorCode } = await this.db.repo(Programme).findOneByOrFail({ offerId: programmeId });
    const majors = [majorCode, ...nearMajorsOf(majorCode).map(({ code }) => code)];
    const rows = await this.db.select<{ id: string; number: string; title: string; free: number }>(
      `SELECT o.id, o.number, o.title, o.capacity - o.taken AS free FROM order_class c JOIN offer o ON o.id = c.offerId
        JOIN programme p ON p.offerId = c.programmeId
        WHERE c.state IN ('consulting', 'short', 'to-sign', 'signed', 'selecting') AND c.roster IS NULL AND o.id <> ?
          AND o.capacity - o.taken >= ? AND p.majorCode IN (${majors.map(() => '?').join()}) ORDER BY o.number`,
      [id, taken, ...majors],
    );
    return rows.map((row) => ({ ...row, free: Number(row.free) }));
  }
}

const counted = (row: ClassListRow): ClassListRow => ({
  ...row,
  seats: Number(row.seats),
  confirmed: Number(row.confirmed),
  minSize: Number(row.minSize),
  capacity: Number(row.capacity),
  firms: Number(row.firms),
  dueAt: row.dueAt === null ? null : toInstant(row.dueAt),
});
