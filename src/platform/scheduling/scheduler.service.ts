import { Injectable, Logger } from '@nestjs/common';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { type Backoff, failureCode } from '../outbox/backoff.js';
import { type Claim, LeasedQueue } from '../outbox/leased-queue.js';
import { PollingLoop } from '../outbox/polling-loop.js';
import { JobSlot } from './job-slot.entity.js';
import { checkRhythm, type Rhythm, slotAt } from './slot.js';

export class SchedulerSettings {
  everyMs = 20_000;
  /** Longer than the longest job. */
  leaseMs = 15 * 60_000;
  maxAttempts = 5;
  backoff: Backoff = { baseMs: 10_000, capMs: 600_000 };
}

interface Job {
  readonly rhythm: Rhythm;
  readonly run: () => Promise<unknown>;
}

/**
 * Recurring work by the business clock. A slot is made once, by inserting it, however many processes look; it is run
 * again after a crash or a failure, so jobs are written to be harmless when repeated, and open their own transactions.
 */
@Injectable()
export class Scheduler {
  private readonly log = new Logger(Scheduler.name);
  private readonly jobs = new Map<string, Job>();
  private readonly queue: LeasedQueue;
  private readonly loop: PollingLoop;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly app: Settings,
    private readonly settings: SchedulerSettings,
  ) {
    this.queue = new LeasedQueue(db, leases, { table: 'job_slot', busy: 'running', leaseMs: settings.leaseMs });
    this.loop = new PollingLoop(
      settings.everyMs,
      (signal) => this.runDue(signal),
      (error) => this.log.error(`scheduler pass failed: ${failureCode(error)}`),
    );
  }

  /** Registers a job, at start-up: every so many minutes (a divisor of a day), or `daily 08:30` in the business zone. */
  every(name: string, rhythm: Rhythm, run: () => Promise<unknown>): void {
    checkRhythm(rhythm);
    if (this.jobs.has(name)) throw new Error(`job ${name} is registered twice`);
    this.jobs.set(name, { rhythm, run });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** Makes the slots that are due and runs them. Returns the number of runs. */
  async runDue(signal?: AbortSignal): Promise<number> {
    for (const [name, { rhythm }] of this.jobs)
      await this.makeSlot(name, slotAt(rhythm, this.clock.now(), this.app.businessZone));
    let runs = 0;
    while (!signal?.aborted) {
      const [claim] = await this.queue.claim(1);
      if (claim === undefined) break;
      await this.run(claim);
      runs++;
    }
    return runs;
  }

  private async makeSlot(job: string, slot: string): Promise<void> {
    if (await this.db.repo(JobSlot).existsBy({ job, slot })) return;
    const row = {
      id: newId(),
      job,
      slot,
      state: 'due',
      attempts: 0,
      nextAt: this.leases.now(),
      leaseOwner: null,
      lastError: null,
    };
    await this.db.transaction(() =>
      this.db.manager.createQueryBuilder().insert().into(JobSlot).values(row).orIgnore().execute(),
    );
  }

  private async run(claim: Claim): Promise<void> {
    const { job } = await this.db.repo(JobSlot).findOneByOrFail({ id: claim.id });
    try {
      // A slot of a job that no longer exists is simply over.
      await this.jobs.get(job)?.run();
      await this.queue.finish(claim, 'done');
    } catch (error) {
      const code = failureCode(error);
      this.log.error(`job ${job} attempt ${claim.attempts}: ${code}`);
      if (claim.attempts >= this.settings.maxAttempts) await this.queue.finish(claim, 'dead', code);
      else await this.queue.retry(claim, code, this.settings.backoff);
    }
  }
}
