/**
 * A calendar day, `YYYY-MM-DD`, in the business time zone. Text, so that it is compared with `<`, stored and shown
 * as it is; the functions here throw RangeError on text that names no day of the Gregorian calendar.
 */
export type Day = string;

/** Where a deployment lives, unless its settings say otherwise. */
export const businessZone = 'Asia/Shanghai';

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01, by UTC arithmetic: no time zone takes part. */
function serial(day: Day): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const ms = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) throw new RangeError(`no such day: ${day}`);
  return ms / MS_PER_DAY;
}

const fromSerial = (days: number): Day => new Date(days * MS_PER_DAY).toISOString().slice(0, 10);

/** Whether the text names a day that exists, from year 100 on (2026-02-30 does not). */
export function isDay(text: unknown): text is Day {
  try {
    return typeof text === 'string' && Number.isInteger(serial(text));
  } catch {
    return false;
  }
}

export const addDays = (day: Day, days: number): Day => fromSerial(serial(day) + days);

/** Whole days from one day to a later one; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number => serial(to) - serial(from);

/** The same day of another month; where that month is shorter, its last day (01-31 + 1 month = 02-28). */
export function addMonths(day: Day, months: number): Day {
  serial(day);
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = Date.UTC(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1) / MS_PER_DAY;
  const length = daysInMonth(Math.floor(month / 12), month - Math.floor(month / 12) * 12 + 1);
  return fromSerial(first + Math.min(Number(day.slice(8)), length) - 1);
}

/** Whole months that have passed from one day to another, by the end-of-month rule of `addMonths`; negative backwards. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) return -monthsBetween(to, from);
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return addMonths(from, months) > to ? months - 1 : months;
}

/** Monday = 1 … Sunday = 7 (ISO 8601). */
export const weekday = (day: Day): number => new Date(serial(day) * MS_PER_DAY).getUTCDay() || 7;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant, written as if it were UTC, in ms. */
function wallClock(instant: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The calendar day on which an instant falls in a time zone. */
export const dayOf = (instant: Date, timeZone: string): Day =>
  new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10);

/** What the clocks of a zone show at an instant, `HH:mm`. */
export const timeOf = (instant: Date, timeZone: string): string =>
  new Date(wallClock(instant, timeZone)).toISOString().slice(11, 16);

/** The instant at which clocks of a zone show `HH:mm` on a day. A time that a clock change skips is taken after it. */
export function instantAt(day: Day, time: string, timeZone: string): Date {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`no such time: ${time}`);
  const wanted = serial(day) * MS_PER_DAY + (Number(match[1]) * 60 + Number(match[2])) * 60_000;
  const offsetAt = (ms: number) => wallClock(new Date(ms), timeZone) - ms;
  const guess = wanted - offsetAt(wanted);
  const corrected = wanted - offsetAt(guess);
  return new Date(corrected + offsetAt(corrected) === wanted ? corrected : Math.max(guess, corrected));
}
