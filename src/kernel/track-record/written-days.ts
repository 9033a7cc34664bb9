import { isDay, type Day } from '../day.js';
import { parseDay, parseMonth } from '../sheet-dates.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const SLASHED = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T].*)?\s*$/;

/** The days of a whole column, null for each text that is none: see `dayReader`. */
export function writtenDays(texts: readonly string[]): (Day | null)[] {
  return texts.map(dayReader(texts));
}

/**
 * Reads days as a whole column writes them: as people here type them (`parseDay`), a month or year as its first day,
 * 28-Feb-97, and 3/15/2009 where some row of the column shows which of the two numbers is the month.
 */
export function dayReader(column: readonly string[]): (text: string) => Day | null {
  const slashed = column.flatMap((text) => {
    const found = SLASHED.exec(text);
    return found ? [found] : [];
  });
  const dayFirst = slashed.some(([, first]) => Number(first) > 12);
  const monthFirst = slashed.some(([, , second]) => Number(second) > 12);
  return (text) => {
    const found = SLASHED.exec(text);
    if (!found) return plainDay(text);
    if (dayFirst === monthFirst) return null;
    const [, first = '', second = '', year = ''] = found;
    return dayOf(year, dayFirst ? second : first, dayFirst ? first : second);
  };
}

function plainDay(text: string): Day | null {
  const typed = text.trim();
  const day = parseDay(typed);
  if (day.ok) return day.value;
  const month = parseMonth(typed);
  if (month.ok) return month.value;
  if (/^(19|20)\d\d$/.test(typed)) return `${typed}-01-01`;
  const [, date = '', name = '', year = ''] = /^(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{2}|\d{4})$/.exec(typed) ?? [];
  const at = MONTHS.indexOf(name.toLowerCase());
  if (at < 0) return null;
  // Two digits: as most programs read them, 70 and later lie in the last century.
  const full = year.length === 4 ? year : `${Number(year) >= 70 ? '19' : '20'}${year}`;
  return dayOf(full, String(at + 1), date);
}

function dayOf(year: string, month: string, date: string): Day | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
