import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { WorkingCalendar, type CalendarYear } from '../../kernel/working-days.js';
import { Audit, type AuditActor } from '../audit/audit.service.js';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { failureCode } from '../outbox/backoff.js';
import { Outbox } from '../outbox/outbox.service.js';
import { PollingLoop } from '../outbox/polling-loop.js';
import { Calendar } from './calendar.js';
import { CalendarYearRow } from './calendar-year.entity.js';

/** A year was entered or corrected: open deadlines are to be counted again. */
export const CALENDAR_CHANGED = 'platform.calendar-changed.v1';

const EVERY_MS = 5_000;

/** Calendar years kept in the database: read at boot, and within five seconds after another process has changed one. */
@Injectable()
export class CalendarYears implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(CalendarYears.name);
  private seen = '';
  private readonly loop = new PollingLoop(
    EVERY_MS,
    () => this.refresh(),
    (error) => this.log.warn(`calendar not refreshed: ${failureCode(error)}`),
  );

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly calendar: Calendar,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Takes over what is stored. Cheap when nothing has changed. */
  async refresh(): Promise<void> {
    const marks = await this.db.select<{ year: string; version: number }>(
      'SELECT year, version FROM calendar_year ORDER BY year',
    );
    const state = marks.map(({ year, version }) => `${year}:${version}`).join();
    if (state === this.seen) return;
    for (const { year, ...data } of await this.db.repo(CalendarYearRow).find())
      this.calendar.replaceYear(Number(year), data);
    this.seen = state;
  }

  /** @throws Problem `validation` when a day lies outside the year, or is both off and worked */
  async save(actor: AuditActor, year: number, data: CalendarYear): Promise<void> {
    try {
      void new WorkingCalendar(new Map([[year, data]]));
    } catch {
      throw new Problem('validation', {}, [{ field: 'off', code: 'calendar-days', params: { year } }]);
    }
    const row = { ...data, off: [...data.off], work: [...data.work], provisional: data.provisional === true };
    await this.db.transaction(async () => {
      const known = await this.db.repo(CalendarYearRow).findOneBy({ year: String(year) });
      await this.db
        .repo(CalendarYearRow)
        .save(Object.assign(known ?? new CalendarYearRow(), row, { year: String(year), updatedAt: this.clock.now() }));
      await this.audit.record(actor, {
        action: 'calendar.change',
        type: 'calendar',
        id: String(year),
        after: { off: row.off, work: row.work, provisional: row.provisional },
      });
      await this.outbox.emit(CALENDAR_CHANGED, { year });
    });
    await this.refresh();
  }
}
