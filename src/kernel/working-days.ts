import { addDays, isDay, weekday, yearOf } from './day.js';
import type { Day } from './day.js';

/** A year's notice: off days (weekends inside a holiday may be named too) and the weekend days worked in return. */
export interface CalendarYear {
  readonly off: readonly Day[];
  readonly work: readonly Day[];
  /** The notice's name and date. */
  readonly source: string;
  /** Statutory holidays only, before the notice: make-up work days are not known yet. */
  readonly provisional?: boolean;
}

/**
 * Which days are worked: weekdays but for off days, and make-up weekend days. A year without a notice is counted by its
 * weekends and named by `guessedYears`. Immutable; throws RangeError on a day that lies outside its year or is none.
 */
export class WorkingCalendar {
  private readonly years: ReadonlyMap<number, CalendarYear>;
  private readonly off: ReadonlySet<Day>;
  private readonly work: ReadonlySet<Day>;

  constructor(years: ReadonlyMap<number, CalendarYear>) {
    for (const [year, { off, work }] of years) {
      const wrong = [...off, ...work].find((day) => !isDay(day) || yearOf(day) !== year);
      if (wrong !== undefined) throw new RangeError(`calendar ${year}: ${wrong} is no day of it`);
      const both = work.find((day) => off.includes(day));
      if (both !== undefined) throw new RangeError(`calendar ${year}: ${both} is both off and worked`);
    }
    this.years = years;
    this.off = new Set([...years.values()].flatMap((year) => year.off));
    this.work = new Set([...years.values()].flatMap((year) => year.work));
  }

  withYear(year: number, data: CalendarYear): WorkingCalendar {
    return new WorkingCalendar(new Map([...this.years, [year, data]]));
  }

  year(year: number): CalendarYear | undefined {
    return this.years.get(year);
  }

  isWorkingDay(day: Day): boolean {
    return this.work.has(day) || (weekday(day) <= 5 && !this.off.has(day));
  }

  /** The day itself when it is worked, else the next one that is. */
  workingDayFrom(day: Day): Day {
    let found = day;
    while (!this.isWorkingDay(found)) found = addDays(found, 1);
    return found;
  }

  /** The `count`-th working day after a day; for 0 the day itself, moved on when it is not worked. */
  addWorkingDays(day: Day, count: number): Day {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`);
    let found = this.workingDayFrom(day);
    for (let left = count; left > 0; left--) found = this.workingDayFrom(addDays(found, 1));
    return found;
  }

  /** Working days after `from` up to and with `to`; 0 when `to` does not lie behind it. */
  workingDaysBetween(from: Day, to: Day): number {
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (this.isWorkingDay(day)) count++;
    return count;
  }

  /** Years from one day to another whose notice is not known: 节假日安排未公布,按周末推算. */
  guessedYears(from: Day, to: Day): number[] {
    const span = Array.from({ length: Math.max(0, yearOf(to) - yearOf(from) + 1) }, (_, n) => yearOf(from) + n);
    return span.filter((year) => {
      const notice = this.years.get(year);
      return !notice || notice.provisional === true;
    });
  }
}
