import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDay } from '../../kernel/day.js';
import type { CalendarYear } from '../../kernel/working-days.js';

/** `config/calendars`, seen from `dist/src/platform/calendar`. */
export const calendarFolder = fileURLToPath(new URL('../../../../config/calendars/', import.meta.url));

/** Reads `<country>-<year>.json`, one file a year. Throws on a file that is no calendar: a wrong one must not start. */
export function readCalendarYears(folder: string, country = 'cn'): Map<number, CalendarYear> {
  const files = readdirSync(folder).filter((file) => file.startsWith(`${country}-`) && file.endsWith('.json'));
  return new Map(
    files.toSorted().map((file) => {
      const year = Number(file.slice(country.length + 1, -'.json'.length));
      return [year, calendarYear(JSON.parse(readFileSync(join(folder, file), 'utf8')), file)];
    }),
  );
}

/** Checks what a file, or an administrator's upload, says about a year. */
export function calendarYear(json: unknown, name: string): CalendarYear {
  const { off, work, source, provisional } = (json ?? {}) as Record<string, unknown>;
  if (!isDays(off) || !isDays(work)) throw new TypeError(`${name}: "off" and "work" must be lists of days`);
  if (typeof source !== 'string' || source === '') throw new TypeError(`${name}: "source" must name the notice`);
  return { off, work, source, provisional: provisional === true };
}

const isDays = (value: unknown): value is string[] => Array.isArray(value) && value.every(isDay);
