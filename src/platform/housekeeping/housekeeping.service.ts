import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { Files } from '../files/files.service.js';
import { Devices } from '../identity/devices.js';
import { Sessions } from '../identity/sessions.js';
import { SignInLocks } from '../identity/sign-in-locks.js';
import { Throttle } from '../identity/throttle.js';
import { Scheduler } from '../scheduling/scheduler.service.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long a request may be sent again under its key (docs/api.md). */
export const KEY_MS = 48 * HOUR_MS;
/** How long what is done is kept for whoever looks into a fault. */
export const DONE_MS = 30 * DAY_MS;

/** What the platform itself gathers and nobody reads any more, by the lease clock; dead events and jobs stay. */
@Injectable()
export class PlatformHousekeeping implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly leases: LeaseClock,
    private readonly sessions: Sessions,
    private readonly locks: SignInLocks,
    private readonly throttle: Throttle,
    private readonly devices: Devices,
    private readonly files: Files,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('platform.housekeeping', 'daily 03:30', () => this.run());
  }

  /** Repeating it is harmless. */
  async run(): Promise<void> {
    await this.sessions.sweep();
    await this.locks.sweep();
    await this.throttle.sweep();
    await this.devices.sweep();
    await this.files.purge();
    const now = this.leases.now().getTime();
    const [keysBefore, doneBefore] = [new Date(now - KEY_MS), new Date(now - DONE_MS)];
    await this.remove('DELETE FROM idempotency_key WHERE createdAt < ?', keysBefore);
    await this.remove('DELETE FROM one_time_token WHERE expiresAt < ?', doneBefore);
    await this.remove('DELETE FROM operation WHERE createdAt < ?', doneBefore);
    await this.remove("DELETE FROM job_slot WHERE state = 'done' AND nextAt < ?", doneBefore);
    await this.forgetEvents(doneBefore);
  }

  private async remove(sql: string, before: Date): Promise<void> {
    await this.db.transaction(() => this.db.execute(sql, [before]));
  }

  /** With the marks of who dealt with them, which nobody can ask for without the event. */
  private async forgetEvents(before: Date): Promise<void> {
    const done = "state = 'done' AND nextAt < ?";
    await this.db.transaction(async () => {
      await this.db.execute(`DELETE FROM outbox_done WHERE eventId IN (SELECT id FROM outbox_event WHERE ${done})`, [
        before,
      ]);
      await this.db.execute(`DELETE FROM outbox_event WHERE ${done}`, [before]);
    });
  }
}
