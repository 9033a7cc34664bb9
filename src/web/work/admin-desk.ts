import { Injectable } from '@nestjs/common';
import { addDays } from '../../kernel/day.js';
import { Calendar } from '../../platform/calendar/calendar.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { message } from '../../platform/i18n/message.js';
import { Deliveries } from '../../platform/notifications/deliveries.service.js';
import { dayLine } from './greeting.js';

/** The administrator's page: who waits for an account, what is stuck, whether the calendar is known. */
@Injectable()
export class AdminDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly calendar: Calendar,
    private readonly deliveries: Deliveries,
  ) {}

  async data(): Promise<object> {
    const today = this.clock.today();
    const registrations = await this.count("SELECT COUNT(*) AS n FROM registration WHERE state = 'waiting'");
    const jobs = await this.count("SELECT COUNT(*) AS n FROM job_slot WHERE state = 'dead'");
    const stuck = await this.deliveries.waitingCount();
    const years = this.calendar.working().guessedYears(today, addDays(today, 180));
    const tile = (name: string, count: number, href: string, note = message(`work.admin.${name}.note`)) => ({
      count,
      href,
      note,
      label: message(`work.admin.${name}`),
      tone: count > 0 ? 'warn' : 'mute',
    });
    return {
      subtitle: message('work.admin.today', { ...dayLine(today), count: registrations + stuck + jobs }),
      queues: [
        tile('registrations', registrations, '/admin/registrations'),
        tile('deliveries', stuck, '/admin/deliveries'),
        tile('jobs', jobs, '/admin/deliveries#jobs'),
        tile(
          'calendar',
          years.length,
          '/admin/calendar',
          years.length > 0
            ? message('work.admin.calendar.years', { years: years.join(', ') })
            : message('work.admin.calendar.known'),
        ),
      ],
    };
  }

  private async count(sql: string): Promise<number> {
    const [row] = await this.db.select<{ n: unknown }>(sql);
    return Number(row?.n ?? 0);
  }
}
