/** A calendar day in the business time zone, `YYYY-MM-DD`. Text order is time order. */
export type Day = string;

const millisecondsPerDay = 86_400_000;

/** Whether the text names a day that exists: `2026-02-30` does not. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayAt(dayNumber(text)) === text;
}

/** Days since 1970-01-01, so that days can be counted like any other whole number. */
export function dayNumber(day: Day): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date) / millisecondsPerDay;
}

/** The day of a day number; the inverse of `dayNumber`. Empty text for a number no date has. */
export function dayAt(number: number): Day {
  const date = new Date(number * millisecondsPerDay);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/**
 * The same date `months` later. Where that month is too short its last day counts (民法典 §203: the period ends on
 * the last day of the month when it has no such date): 2026-08-31 + 6 months = 2027-02-28.
 */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

/** Whole calendar months from one day to another, 0 when the second is not later. Agrees with `addMonths`. */
export function monthsBetween(from: Day, to: Day): number {
  if (to <= from) return 0;
  const [year = 0, month = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  const months = (toYear - year) * 12 + toMonth - month;
  return addMonths(from, months) <= to ? months : months - 1;
}
