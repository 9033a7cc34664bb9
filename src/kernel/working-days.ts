import { addDays, dayOf, instantAt, isDay, weekday, yearOf } from './day.js';
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

/** How deadlines end: at a time of day in a zone; whole working days of pause are added. */
export interface DeadlineRule {
  readonly zone: string;
  /** `HH:mm`, 17:00 unless told otherwise. */
  readonly endsAt?: string;
  readonly pausedDays?: number;
}

/**
 * When a deadline of whole working days ends: at 17:00 of the last one. The start day is not counted, whatever the
 * hour; a start on a day that is not worked counts as one on the next working day (Saturday + 3 = Monday + 3 = Thursday).
 */
export function dueAt(calendar: WorkingCalendar, start: Date, workingDays: number, rule: DeadlineRule): Date {
  const last = calendar.addWorkingDays(dayOf(start, rule.zone), workingDays + (rule.pausedDays ?? 0));
  return instantAt(last, rule.endsAt ?? '17:00', rule.zone);
}

/**
 * When a share of a deadline is over, by whole working days: also at 17:00. Shares below 100 % round down (a reminder
 * never comes late: 50 % of 3 days is after 1, of 1 day on the start day), shares above round up (nobody is escalated
 * early: 150 % of 3 days is after 5). Never before the start itself.
 */
export function markAt(
  calendar: WorkingCalendar,
  start: Date,
  workingDays: number,
  percent: number,
  rule: DeadlineRule,
): Date {
  const share = (workingDays * percent) / 100;
  const mark = dueAt(calendar, start, percent < 100 ? Math.floor(share) : Math.ceil(share), rule);
  return mark < start ? start : mark;
}

/** The share of a deadline that is over: working days ended (at 17:00) less days of pause, of the days given; 1 when due. */
export function fractionElapsed(
  calendar: WorkingCalendar,
  start: Date,
  workingDays: number,
  now: Date,
  rule: DeadlineRule,
): number {
  const first = calendar.workingDayFrom(dayOf(start, rule.zone));
  const today = dayOf(now, rule.zone);
  const running = calendar.isWorkingDay(today) && now < instantAt(today, rule.endsAt ?? '17:00', rule.zone);
  const begun = calendar.workingDaysBetween(first, today);
  const ended = begun - (running && begun > 0 ? 1 : 0);
  return Math.max(0, ended - (rule.pausedDays ?? 0)) / workingDays;
}

/** What is left: working days, whole hours inside the last day only, or working days since it was due. */
export interface Remaining {
  readonly kind: 'days' | 'hours' | 'overdue';
  readonly count: number;
}

export function remaining(calendar: WorkingCalendar, now: Date, due: Date, zone: string): Remaining {
  const [today, last] = [dayOf(now, zone), dayOf(due, zone)];
  if (now > due) return { kind: 'overdue', count: calendar.workingDaysBetween(last, today) };
  if (today < last) return { kind: 'days', count: calendar.workingDaysBetween(today, last) };
  return { kind: 'hours', count: Math.ceil((due.getTime() - now.getTime()) / 3_600_000) };
}
