import { Injectable } from '@nestjs/common';
import { WorkingCalendar } from '../../kernel/working-days.js';
import type { CalendarYear } from '../../kernel/working-days.js';
import { calendarFolder, readCalendarYears } from './calendar-files.js';

/** The working calendar that deadlines are counted by: the files of `config/calendars`, and years replaced since. */
@Injectable()
export class Calendar {
  private current = new WorkingCalendar(readCalendarYears(calendarFolder));

  working(): WorkingCalendar {
    return this.current;
  }

  /** Takes a newly published notice. Whoever keeps open deadlines recomputes them after it. */
  replaceYear(year: number, data: CalendarYear): void {
    this.current = this.current.withYear(year, data);
  }
}
