/** A calendar day in the business time zone, `YYYY-MM-DD`. Text order is time order. */
export type Day = string;

const millisecondsPerDay = 86_400_000;
/** No day is written later than this; what would be, is held here. */
const lastDay = '9999-12-31';

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
  const total = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  if (year > 9999) return lastDay;
  const date = Math.min(Number(day.slice(8)), daysIn(year, month));
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(date)}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Whole calendar months from one day to another, 0 when the second is not later. Agrees with `addMonths`. */
export function monthsBetween(from: Day, to: Day): number {
  return to <= from ? 0 : monthsPassed(from, to);
}

/** The same for a second day that is known not to be earlier. */
export function monthsPassed(from: Day, to: Day): number {
  const year = yearOf(to);
  const month = twoDigitsAt(to, 5);
  const date = twoDigitsAt(to, 8);
  const months = (year - yearOf(from)) * 12 + month - twoDigitsAt(from, 5);
  // A date that the later month does not have comes on its last day.
  return twoDigitsAt(from, 8) <= date || date === daysIn(year, month) ? months : months - 1;
}

function yearOf(day: Day): number {
  return twoDigitsAt(day, 0) * 100 + twoDigitsAt(day, 2);
}

const zero = 48;

/** A part of a day as a number, read without cutting the text: ages are asked once a demand for every fact of a day. */
function twoDigitsAt(day: Day, at: number): number {
  return day.charCodeAt(at) * 10 + day.charCodeAt(at + 1) - 11 * zero;
}
