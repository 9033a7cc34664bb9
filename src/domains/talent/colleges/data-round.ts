import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { collegeHref } from './college-links.js';
import { quarterName, quarterStart } from './quarter.js';

/** 数据确认: every quarter each college is asked once whether its programmes and numbers are still right. */
@Injectable()
export class DataRound implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly notices: Notices,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.college-data', 'daily 08:40', () => this.ask());
  }

  /** Returns how many people were told now; whoever was told in this quarter is not told again. */
  async ask(): Promise<number> {
    const today = this.clock.today();
    const [since, quarter] = [quarterStart(today), quarterName(today)];
    const due = await this.db.select<{ id: string }>(
      `SELECT o.id FROM organisation o LEFT JOIN college_profile c ON c.organisationId = o.id
        WHERE o.kind = 'college' AND o.state = 'active' AND (c.confirmedOn IS NULL OR c.confirmedOn < ?)`,
      [since],
    );
    let told = 0;
    for (const { id } of due) {
      const telling = {
        kind: 'college-data-due',
        to: { organisationId: id, permission: 'talent.college.edit' },
        about: { type: 'organisation', id, href: collegeHref(id) },
        params: { quarter, since },
        eventKey: `college-data-due:${id}:${quarter}`,
      };
      told += await this.db.transaction(() => this.notices.tell(telling));
    }
    return told;
  }
}
