import { businessZone, dayOf, instantAt } from './day.js';
import type { WorkingCalendar } from './working-days.js';

/** How deadlines end: at a time of day in a zone; whole working days of pause are added. */
export interface DeadlineRule {
  /** The business time zone unless told otherwise. */
  readonly zone?: string;
  /** `HH:mm`, 17:00 unless told otherwise. */
  readonly endsAt?: string;
  readonly pausedDays?: number;
}

const END_OF_DAY = '17:00';
const zoneOf = ({ zone = businessZone }: DeadlineRule): string => zone;

/**
 * When a deadline of whole working days ends: at 17:00 of the last one unless told otherwise. The start day is not counted, whatever the
 * hour; a start on a day that is not worked counts as one on the next working day (Saturday + 3 = Monday + 3 = Thursday).
 */
export function dueAt(calendar: WorkingCalendar, start: Date, workingDays: number, rule: DeadlineRule = {}): Date {
  const last = calendar.addWorkingDays(dayOf(start, zoneOf(rule)), workingDays + (rule.pausedDays ?? 0));
  return instantAt(last, rule.endsAt ?? END_OF_DAY, zoneOf(rule));
}

/**
 * When a share of a deadline is over, by whole working days: at the same hour. Shares below 100 % round down (a reminder
 * never comes late: 50 % of 3 days is after 1, of 1 day on the start day), shares above round up (nobody is escalated
 * early: 150 % of 3 days is after 5). Never before the start itself.
 */
export function markAt(
  calendar: WorkingCalendar,
  start: Date,
  workingDays: number,
  percent: number,
  rule: DeadlineRule = {},
): Date {
  const share = (workingDays * percent) / 100;
  const mark = dueAt(calendar, start, percent < 100 ? Math.floor(share) : Math.ceil(share), rule);
  return mark < start ? start : mark;
}

/** The working days that a pause adds: those after the day it began, up to the day it ended. */
export function pausedWorkingDays(calendar: WorkingCalendar, from: Date, to: Date, zone = businessZone): number {
  return calendar.workingDaysBetween(dayOf(from, zone), dayOf(to, zone));
}

/** The instants a deadline is kept by. `byWeekends`: a year without a notice was crossed; count again when it is out. */
export interface DeadlineTimes {
  readonly remindAt: Date;
  readonly dueAt: Date;
  readonly escalateAt: Date;
  readonly byWeekends: boolean;
}

/** The 50, 100 and 150 % marks of a deadline together. */
export function deadlineOf(
  calendar: WorkingCalendar,
  start: Date,
  workingDays: number,
  pausedDays = 0,
  hours: Pick<DeadlineRule, 'zone' | 'endsAt'> = {},
): DeadlineTimes {
  const rule = { ...hours, pausedDays };
  const [remindAt, due, escalateAt] = [
    markAt(calendar, start, workingDays, 50, rule),
    dueAt(calendar, start, workingDays, rule),
    markAt(calendar, start, workingDays, 150, rule),
  ];
  const crossed = calendar.guessedYears(dayOf(start, zoneOf(rule)), dayOf(escalateAt, zoneOf(rule)));
  return { remindAt, dueAt: due, escalateAt, byWeekends: crossed.length > 0 };
}
