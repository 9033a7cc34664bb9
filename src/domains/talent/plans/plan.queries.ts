import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import type { MajorFit } from '../classes/class.entity.js';
import { PlanGap, PlanRun, type ClassPlan } from './plan.entity.js';

export interface PlanRow {
  readonly id: string;
  readonly term: string;
  readonly name: string;
  readonly state: ClassPlan['state'];
  readonly createdAt: Date;
  readonly seats: number | null;
  readonly asked: number | null;
  readonly classes: number | null;
}

export interface ClassRow {
  readonly id: string;
  readonly programmeId: string;
  readonly title: string;
  readonly college: string;
  readonly collegeId: string;
  readonly startsOn: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly seats: number;
  readonly exactSeats: number;
}

export interface SeatRow {
  readonly planClassId: string;
  readonly demandId: string;
  readonly number: string;
  readonly title: string;
  readonly firm: string;
  readonly organisationId: string;
  readonly seats: number;
  readonly fit: MajorFit;
  readonly onboardBy: string | null;
  readonly certain: boolean;
}

export interface GapRow {
  readonly demandId: string;
  readonly number: string;
  readonly title: string;
  readonly firm: string;
  readonly seats: number;
  readonly code: string;
  readonly numbers: PlanGap['numbers'];
  readonly change: PlanGap['change'];
}

/** What plan pages read: one statement a list. */
@Injectable()
export class PlanQueries {
  constructor(private readonly db: Database) {}

  async plans(): Promise<PlanRow[]> {
    const rows = await this.db.select<PlanRow>(
      `SELECT p.id, p.term, p.name, p.state, p.createdAt, r.seats, r.asked, r.classes FROM class_plan p
        LEFT JOIN plan_run r ON r.id = COALESCE(p.publishedRunId, (SELECT MAX(l.id) FROM plan_run l
          WHERE l.planId = p.id AND l.goal = 'coverage' AND l.state = 'done'))
        WHERE p.state <> 'discarded' ORDER BY p.term DESC, p.createdAt DESC, p.id DESC`,
    );
    return rows.map((row) => ({
      ...row,
      createdAt: toInstant(row.createdAt),
      seats: numberOf(row.seats),
      asked: numberOf(row.asked),
      classes: numberOf(row.classes),
    }));
  }

  async nameOf(userId: string): Promise<string> {
    const [row] = await this.db.select<{ name: string }>('SELECT name FROM user_account WHERE id = ?', [userId]);
    return row?.name ?? '';
  }

  /** The newest run of each goal. */
  async latestRuns(planId: string): Promise<PlanRun[]> {
    const runs = await this.db.repo(PlanRun).find({ where: { planId }, order: { attempt: 'DESC' } });
    return runs.filter((run, i) => runs.findIndex(({ goal }) => goal === run.goal) === i);
  }

  async classes(runId: string): Promise<ClassRow[]> {
    const rows = await this.db.select<ClassRow>(
      `SELECT c.id, c.programmeId, o.title, g.name AS college, g.id AS collegeId, c.startsOn, c.minSize, c.maxSize, c.seats, c.exactSeats
        FROM plan_class c JOIN offer o ON o.id = c.programmeId JOIN organisation g ON g.id = o.organisationId
        WHERE c.runId = ? ORDER BY c.position`,
      [runId],
    );
    return rows.map((row) => ({
      ...row,
      seats: Number(row.seats),
      minSize: Number(row.minSize),
      maxSize: Number(row.maxSize),
    }));
  }

  async seats(runId: string): Promise<SeatRow[]> {
    const rows = await this.db.select<Omit<SeatRow, 'certain'> & { certain: number | boolean | null }>(
      `SELECT s.planClassId, s.demandId, d.number, t.title, g.name AS firm, g.id AS organisationId, s.seats, s.fit, t.onboardBy,
          t.headcountFirm AS certain
        FROM plan_seat s JOIN demand d ON d.id = s.demandId JOIN talent_demand t ON t.demandId = d.id
        JOIN organisation g ON g.id = d.organisationId WHERE s.runId = ? ORDER BY s.seats DESC, d.number`,
      [runId],
    );
    return rows.map((row) => ({ ...row, seats: Number(row.seats), certain: Boolean(row.certain) }));
  }

  async gaps(runId: string): Promise<GapRow[]> {
    const gaps = await this.db.repo(PlanGap).find({ where: { runId } });
    const rows = await this.db.select<Pick<GapRow, 'demandId' | 'number' | 'title' | 'firm'>>(
      `SELECT x.demandId, d.number, t.title, g.name AS firm FROM plan_gap x JOIN demand d ON d.id = x.demandId
        JOIN talent_demand t ON t.demandId = d.id JOIN organisation g ON g.id = d.organisationId
        WHERE x.runId = ? ORDER BY d.number`,
      [runId],
    );
    return rows.flatMap((row) => {
      const gap = gaps.find(({ demandId }) => demandId === row.demandId);
      return gap ? [{ ...row, seats: gap.seats, code: gap.code, numbers: gap.numbers, change: gap.change }] : [];
    });
  }
}

const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
