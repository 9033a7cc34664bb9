import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { Files } from '../files/files.service.js';
import { Actors } from '../identity/actors.js';
import { Notices } from '../notifications/notices.service.js';
import { Scheduler } from '../scheduling/scheduler.service.js';
import { ExportJob } from './export-job.entity.js';
import { Exports } from './exports.service.js';

/** Days a file may be fetched. */
export const FILE_DAYS = 7;
const DAY_MS = 86_400_000;
/** One that was begun so long ago was cut short by a stop of the server. */
const STUCK_MS = 20 * 60_000;

/** Writes the big exports, one after the other, and removes their files after a week. */
@Injectable()
export class ExportWorker implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly scheduler: Scheduler,
    private readonly actors: Actors,
    private readonly exports: Exports,
    private readonly files: Files,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('platform.exports', 1, () => this.run());
    this.scheduler.every('platform.export-expiry', 'daily 02:30', () => this.expire());
  }

  /** @returns how many were written */
  async run(): Promise<number> {
    let written = 0;
    for (let job = await this.take(); job; job = await this.take()) {
      await this.produce(job);
      written++;
    }
    return written;
  }

  /** Of two processes that look at once one gets it. */
  private async take(): Promise<ExportJob | null> {
    const now = this.leases.now();
    const stuck = new Date(now.getTime() - STUCK_MS);
    const waiting = "(state = 'queued' OR (state = 'running' AND startedAt < ?))";
    const [next] = await this.db.select<{ id: string }>(
      `SELECT id FROM export_job WHERE ${waiting} ORDER BY createdAt, id LIMIT 1`,
      [stuck],
    );
    if (!next) return null;
    const taken = await this.db.transaction(() =>
      this.db.execute(`UPDATE export_job SET state = 'running', startedAt = ? WHERE id = ? AND ${waiting}`, [
        now,
        next.id,
        stuck,
      ]),
    );
    return taken === 1 ? this.db.repo(ExportJob).findOneByOrFail({ id: next.id }) : this.take();
  }

  private async produce(job: ExportJob): Promise<void> {
    try {
      // What the person may see now, not what they might see when they asked.
      const actor = await this.actors.of(job.userId, job.organisationId);
      if (!actor) throw new Problem('forbidden');
      const kind = this.exports.allowed(actor, job.kind);
      const { name, bytes } = await this.exports.write(actor, kind, job.filter, job.locale);
      const file = await this.files.store(actor, { name, bytes }, { type: 'export', id: job.id });
      await this.finish(job, { state: 'done', fileId: file.id });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.finish(job, { state: 'failed', problem: error.code });
    }
  }

  private async finish(job: ExportJob, outcome: Partial<ExportJob> & { state: 'done' | 'failed' }): Promise<void> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + FILE_DAYS * DAY_MS);
    await this.db.transaction(async () => {
      await this.db.repo(ExportJob).update({ id: job.id, state: 'running' }, { ...outcome, doneAt: now, expiresAt });
      await this.notices.tell({
        kind: outcome.state === 'done' ? 'export-ready' : 'export-failed',
        to: { userIds: [job.userId] },
        about: { type: 'export', id: job.id, href: '/exports' },
        params: { count: job.total, until: expiresAt.toISOString() },
        eventKey: `export:${job.id}:${outcome.state}:${now.getTime()}`,
      });
    });
  }

  /** After a week the link is dead and the file removed. */
  async expire(): Promise<number> {
    const over = await this.db.select<{ id: string; fileId: string | null }>(
      "SELECT id, fileId FROM export_job WHERE state = 'done' AND expiresAt <= ?",
      [this.clock.now()],
    );
    for (const { id, fileId } of over) {
      await this.db.transaction(async () => {
        await this.db.repo(ExportJob).update({ id, state: 'done' }, { state: 'expired', fileId: null });
        if (fileId) await this.files.remove(fileId);
      });
    }
    return over.length;
  }
}
