import { addDays, isDay } from './day.js';
import type { Day } from './day.js';
import { toHalfWidth } from './full-width.js';
import { failure, success } from './result.js';
import type { Result } from './result.js';

/** What can be wrong with a date that a person typed or a sheet holds. */
export const dayFailures = ['empty', 'not-a-date', 'no-such-day', 'ambiguous', 'year-only', 'month-only'] as const;
export type DayFailure = (typeof dayFailures)[number];

const LAST_SERIAL = 2_958_465; // 9999-12-31

/**
 * The day of an Excel serial number in the 1900 system: 1 = 1900-01-01, and a time of day is dropped. Excel counts a
 * 1900-02-29 that never was (serial 60): it fails with `no-such-day`, and every later serial is one too high.
 */
export function dayOfSerial(serial: number): Result<Day, DayFailure> {
  const whole = Math.floor(serial);
  if (!(whole >= 1 && whole <= LAST_SERIAL)) return failure('not-a-date');
  if (whole === 60) return failure('no-such-day');
  return success(addDays(whole < 60 ? '1899-12-31' : '1899-12-30', whole));
}

/**
 * Reads a day as people type it: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, each with or without a time
 * behind it, also in full-width signs. Day and month without a leading year (3/5/2026) are `ambiguous`.
 */
export function parseDay(text: string): Result<Day, DayFailure> {
  const typed = toHalfWidth(text).replace(/\s+/g, ' ').trim();
  if (typed === '') return failure('empty');
  const found =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/.exec(typed) ??
    /^(\d{4}) ?(年) ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?(?: .*)?$/.exec(typed) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(typed);
  if (found) return dayFrom(found[1], found[3], found[4]);
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(typed)) return failure('ambiguous');
  if (/^\d{4}年?$/.test(typed)) return failure('year-only');
  return failure(monthParts(typed) ? 'month-only' : 'not-a-date');
}

/** Reads a month, 2026-03, 2026/3, 2026年3月 or 202603, as its first day; a whole date as the first day of its month. */
export function parseMonth(text: string): Result<Day, DayFailure> {
  const parts = monthParts(toHalfWidth(text).replace(/\s+/g, ' ').trim());
  if (parts) return dayFrom(parts[1], parts[2], '1');
  const day = parseDay(text);
  return day.ok ? success(`${day.value.slice(0, 8)}01`) : day;
}

/**
 * Reads a cell: text, a serial number, 20260305 stored as a number, or the Date that a reader made of a serial (its
 * UTC day). A number between 1900 and 2100 is a year somebody typed, not a day in 1905.
 */
export function parseSheetDay(cell: string | number | Date | null | undefined): Result<Day, DayFailure> {
  if (cell === null || cell === undefined) return failure('empty');
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? failure('not-a-date') : success(cell.toISOString().slice(0, 10));
  }
  if (typeof cell === 'string')
    return /^\d{5}(?:\.\d+)?$/.test(cell.trim()) ? dayOfSerial(Number(cell)) : parseDay(cell);
  if (Number.isInteger(cell) && cell >= 1900 && cell <= 2100) return failure('year-only');
  return Number.isInteger(cell) && cell > LAST_SERIAL ? parseDay(String(cell)) : dayOfSerial(cell);
}

const monthParts = (typed: string): RegExpExecArray | null =>
  /^(\d{4})(?:[-/.](?=\d)| ?年 ?)(\d{1,2})(?: ?月)?$/.exec(typed) ?? /^(\d{4})(\d{2})$/.exec(typed);

function dayFrom(year = '', month = '', date = ''): Result<Day, DayFailure> {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? success(day) : failure('no-such-day');
}
