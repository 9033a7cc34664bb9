import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Scheduler } from '../platform/scheduling/scheduler.service.js';
import { Demand } from './demand.entity.js';
import { DeadlineCases } from './deadline-cases.js';
import { DeadlineVoice } from './deadline-voice.js';
import { Deadline, Referral } from './referral.entity.js';
import { Referrals } from './referrals.js';

type Mark = Deadline['mark'];
const BATCH = 200;

/** Deadlines whose mark is behind the time. Paused ones stand still; parameters: now, three times. */
const BEHIND = `doneAt IS NULL AND pausedAt IS NULL AND (
  (mark = 'none' AND remindAt <= ?) OR (mark IN ('none', 'half') AND dueAt <= ?) OR (mark <> 'escalated' AND escalateAt <= ?))`;

/**
 * Lets the clocks speak at 50, 100 and 150 % of their time. The mark is moved by a conditional update in the transaction
 * of what is said, so each mark speaks once however many processes tick. Of several marks passed at once (the server
 * was down) only the last is spoken. Nothing is sent on to another receiver by itself: that stays with a person.
 */
@Injectable()
export class DeadlineTicks implements OnModuleInit {
  private readonly log = new Logger(DeadlineTicks.name);

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly scheduler: Scheduler,
    private readonly voice: DeadlineVoice,
    private readonly cases: DeadlineCases,
    private readonly referrals: Referrals,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('matchmaking.deadline-ticks', 5, () => this.run());
    for (const kind of ['answer-referral', 'grant-consent'])
      this.cases.onLapse(kind, (deadline) => this.close(deadline));
  }

  /** @returns how many deadlines spoke */
  async run(): Promise<number> {
    const now = this.clock.now();
    let spoken = 0;
    for (let after = ''; ;) {
      const rows = await this.db.select<{ id: string }>(
        `SELECT id FROM deadline WHERE ${BEHIND} AND id > ? ORDER BY id LIMIT ${BATCH}`,
        [now, now, now, after],
      );
      for (const { id } of rows) if (await this.tick(id, now)) spoken++;
      if (rows.length < BATCH) return spoken;
      after = rows.at(-1)?.id ?? after;
    }
  }

  private async tick(id: string, now: Date): Promise<boolean> {
    try {
      return await this.db.transaction(() => this.advance(id, now));
    } catch (error) {
      // Somebody answered at this very moment: what they did ends the deadline, and the next tick finds it done.
      if (!(error instanceof Problem)) throw error;
      this.log.warn(`deadline ${id}: ${error.code}`);
      return false;
    }
  }

  private async advance(id: string, now: Date): Promise<boolean> {
    const deadline = await this.db.repo(Deadline).findOneBy({ id });
    const about = deadline && (await this.cases.hold(deadline));
    if (!deadline || !about) return false;
    const mark = reached(deadline, now);
    const moved = await this.db.execute(
      'UPDATE deadline SET mark = ? WHERE id = ? AND mark = ? AND mark <> ? AND doneAt IS NULL AND pausedAt IS NULL',
      [mark, id, deadline.mark, mark],
    );
    if (moved !== 1) return false;
    if (mark === 'half') await this.voice.remind(deadline, about);
    if (mark === 'due') await this.voice.overdue(deadline, about);
    if (mark === 'escalated') {
      await this.voice.escalate(deadline, about);
      await this.cases.lapse(deadline);
    }
    return true;
  }

  /** An answer, or a consent, that never came: the referral ends and the demand is the officer's again. */
  private async close({ demandId, referralId }: Deadline): Promise<void> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: demandId ?? '' });
    const referral = await this.db.repo(Referral).findOneByOrFail({ id: referralId ?? '' });
    await this.referrals.end(systemActor, demand, referral, 'lapse');
    await this.referrals.settle(systemActor, demand);
  }
}

function reached({ mark, remindAt, dueAt, escalateAt }: Deadline, now: Date): Mark {
  if (escalateAt <= now) return 'escalated';
  if (dueAt <= now) return mark === 'escalated' ? mark : 'due';
  return remindAt <= now && mark === 'none' ? 'half' : mark;
}
