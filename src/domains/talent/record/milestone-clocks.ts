import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeadlineLimits } from '../../../matchmaking/deadline-limits.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Calendar } from '../../../platform/calendar/calendar.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { classHref } from '../classes/class-look.js';
import { OrderClasses } from '../classes/order-classes.js';
import { ClassMilestone } from './milestone.entity.js';
import { datedStates } from './milestones.service.js';

/**
 * A date that is near becomes a clock like any other: it starts as many working days before as the zone gives for it, so
 * that it ends on the day, reminds half-way, and is told to the leader when nobody keeps it.
 */
@Injectable()
export class MilestoneClocks implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly calendar: Calendar,
    private readonly limits: DeadlineLimits,
    private readonly deadlines: Deadlines,
    private readonly classes: OrderClasses,
    private readonly notices: Notices,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.class-milestones', 'daily 08:20', () => this.run());
  }

  /** Returns how many clocks started. */
  async run(): Promise<number> {
    const days = await this.limits.workingDays('class-milestone');
    const near = this.calendar.working().addWorkingDays(this.clock.today(), days);
    const rows = await this.db.select<{ id: string; classId: string }>(
      `SELECT m.id, m.classId FROM class_milestone m JOIN order_class c ON c.offerId = m.classId
        WHERE m.doneOn IS NULL AND m.deadlineId IS NULL AND m.dueOn <= ?
          AND c.state IN (${datedStates.map(() => '?').join()}) ORDER BY m.dueOn, m.id`,
      [near, ...datedStates],
    );
    let started = 0;
    for (const { id, classId } of rows) if (await this.db.transaction(() => this.start(id, classId))) started++;
    return started;
  }

  private async start(id: string, classId: string): Promise<boolean> {
    const { offer } = await this.classes.hold(classId);
    const milestone = await this.db.repo(ClassMilestone).findOneBy({ id });
    if (!milestone || milestone.doneOn !== null || milestone.deadlineId !== null) return false;
    const deadline = await this.deadlines.start({
      kind: 'class-milestone',
      demandId: null,
      offerId: classId,
      ownerOrganisationId: milestone.ownerOrganisationId,
    });
    await this.db.repo(ClassMilestone).update({ id }, { deadlineId: deadline.id });
    await this.notices.tell({
      kind: 'milestone-due',
      to: { organisationId: milestone.ownerOrganisationId, permission: 'talent.milestone.keep' },
      about: { type: 'class', id: classId, href: `${classHref(classId)}/calendar` },
      params: { number: offer.number, class: offer.title, milestone: milestone.kind, dueOn: milestone.dueOn },
      eventKey: `milestone-due:${deadline.id}`,
    });
    return true;
  }
}
