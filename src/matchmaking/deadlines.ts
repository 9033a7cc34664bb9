import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { timeOf } from '../kernel/day.js';
import { deadlineOf, dueAt, pausedWorkingDays, type DeadlineTimes } from '../kernel/deadline.js';
import { Calendar } from '../platform/calendar/calendar.js';
import { Settings } from '../platform/config/settings.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { DeadlineLimits, type DeadlineKind } from './deadline-limits.js';
import { Deadline } from './referral.entity.js';

export interface DeadlineStart {
  readonly kind: DeadlineKind;
  readonly demandId: string | null;
  readonly referralId?: string | null;
  readonly offerId?: string | null;
  readonly ownerOrganisationId: string;
  readonly ownerUserId?: string | null;
}

/** What a clock runs on. */
export interface DeadlineOf {
  readonly id?: string;
  readonly demandId?: string;
  readonly referralId?: string;
  readonly offerId?: string;
  readonly ownerOrganisationId?: string;
}

/**
 * Starts, pauses and ends the clocks. Whole working days, ending at the zone's hour of the last one (17:00 unless it sets
 * another); see kernel/deadline.ts. A clock that runs keeps the hour it was started with.
 */
@Injectable()
export class Deadlines {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly calendar: Calendar,
    private readonly limits: DeadlineLimits,
    private readonly settings: Settings,
  ) {}

  async start({
    kind,
    demandId,
    referralId = null,
    offerId = null,
    ownerOrganisationId,
    ownerUserId = null,
  }: DeadlineStart): Promise<Deadline> {
    const workingDays = await this.limits.workingDays(kind);
    const endsAt = await this.limits.endsAt();
    const startedAt = this.clock.now();
    const deadline = Object.assign(new Deadline(), {
      id: newId(),
      kind,
      demandId,
      referralId,
      offerId,
      ownerOrganisationId,
      ownerUserId,
      workingDays,
      startedAt,
      pausedDays: 0,
      pausedAt: null,
      mark: 'none',
      doneAt: null,
      ...this.times(startedAt, workingDays, 0, endsAt),
    });
    await this.db.repo(Deadline).insert(deadline);
    return deadline;
  }

  private times(startedAt: Date, workingDays: number, pausedDays: number, endsAt: string): DeadlineTimes {
    const zone = this.settings.businessZone;
    return deadlineOf(this.calendar.working(), startedAt, workingDays, pausedDays, { zone, endsAt });
  }

  /** Counted anew from its start, with the hour it ends at as it is. */
  private again({ startedAt, workingDays, dueAt: due }: Deadline, pausedDays: number): DeadlineTimes {
    return this.times(startedAt, workingDays, pausedDays, timeOf(due, this.settings.businessZone));
  }

  /** When so many working days, begun now, are over. */
  async dueIn(workingDays: number): Promise<Date> {
    const rule = { zone: this.settings.businessZone, endsAt: await this.limits.endsAt() };
    return dueAt(this.calendar.working(), this.clock.now(), workingDays, rule);
  }

  /** What it was waiting for has happened. Idempotent. */
  async finish(of: DeadlineOf, kinds: readonly DeadlineKind[]): Promise<void> {
    await this.db
      .repo(Deadline)
      .update({ ...of, kind: In([...kinds]), doneAt: IsNull() }, { doneAt: this.clock.now() });
  }

  /** Everything still open on a referral, or on a demand and all its referrals, ends with it. */
  async finishAll(of: DeadlineOf): Promise<void> {
    await this.db.repo(Deadline).update({ ...of, doneAt: IsNull() }, { doneAt: this.clock.now() });
  }

  /** The clock stops while the enterprise owes something; the pause is shown. */
  async pause(referralId: string, kind: DeadlineKind): Promise<void> {
    await this.db
      .repo(Deadline)
      .update({ referralId, kind, doneAt: IsNull(), pausedAt: IsNull() }, { pausedAt: this.clock.now() });
  }

  async resume(referralId: string, kind: DeadlineKind): Promise<void> {
    const deadline = await this.db.repo(Deadline).findOne({ where: { referralId, kind, doneAt: IsNull() } });
    if (!deadline?.pausedAt) return;
    const pausedDays =
      deadline.pausedDays +
      pausedWorkingDays(this.calendar.working(), deadline.pausedAt, this.clock.now(), this.settings.businessZone);
    await this.db
      .repo(Deadline)
      .update({ id: deadline.id }, { pausedAt: null, pausedDays, ...this.again(deadline, pausedDays) });
  }

  /** After a year's holiday notice was entered or corrected: every open clock is counted again. */
  async recount(): Promise<number> {
    const open = await this.db.repo(Deadline).find({ where: { doneAt: IsNull() } });
    for (const deadline of open)
      await this.db.repo(Deadline).update({ id: deadline.id }, this.again(deadline, deadline.pausedDays));
    return open.length;
  }

  async openOf(of: DeadlineOf): Promise<Deadline[]> {
    return this.db.repo(Deadline).find({ where: { ...of, doneAt: IsNull() }, order: { dueAt: 'ASC' } });
  }
}
