import { read, reader, refuse, type Reader, type Reading } from './reading.js';

const CHINESE_DIGITS = '〇一二三四五六七八九';
/** Serial numbers of 1954 to 2119: no count or amount is meant where a day is asked for. */
const SERIALS = { from: 20_000, to: 80_000 };

/**
 * A day as `YYYY-MM-DD`: a date cell, a serial number, or text as 2027-03-15, 2027/3/15, 2027.3.15, 2027年3月15日,
 * 20270315, 二〇二七年三月十五日; a time after it is left out.
 * @param monthOnly what a month alone (2027-03, 2027年3月) means; refused as `cell-day-needed` when not given
 * Refuses `cell-day`, `cell-day-month` ({ month }), `cell-day-unreal` ({ value }).
 */
export function day({ monthOnly }: { monthOnly?: 'first' | 'last' } = {}): Reader<string> {
  return reader((cell) => {
    if (cell.kind === 'date' && typeof cell.raw === 'string') return dateCell(cell.raw, cell.text);
    const value = cell.text.normalize('NFKC').trim();
    if (/^\d{5}(\.\d+)?$/.test(value)) return serial(Number(value));
    const match = DAY_TEXT.exec(digitsOf(value)) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(value);
    if (match === null) return refuse('cell-day', { value: cell.text });
    const [, year = '', month = '', date] = match;
    if (Number(month) < 1 || Number(month) > 12)
      return refuse('cell-day-month', { value: cell.text, month: Number(month) });
    if (date !== undefined) return realDay(Number(year), Number(month), Number(date), cell.text);
    if (monthOnly === undefined) return refuse('cell-day-needed', { value: cell.text });
    return realDay(
      Number(year),
      Number(month),
      monthOnly === 'first' ? 1 : lastOf(Number(year), Number(month)),
      cell.text,
    );
  });
}

const DAY_TEXT =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?|\s*月份?)?$/;

function dateCell(raw: string, text: string): Reading<string> {
  const date = raw.slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? read(date) : refuse('cell-day', { value: text });
}

function serial(value: number): Reading<string> {
  if (value < SERIALS.from || value >= SERIALS.to) return refuse('cell-day', { value: String(value) });
  return read(new Date(Date.UTC(1899, 11, 30) + Math.floor(value) * 86_400_000).toISOString().slice(0, 10));
}

function realDay(year: number, month: number, date: number, text: string): Reading<string> {
  const real = year >= 1900 && date >= 1 && date <= lastOf(year, month);
  if (!real) return refuse('cell-day-unreal', { value: text });
  return read(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
}

function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 二〇二七年三月十五日 → 2027年3月15日. */
function digitsOf(text: string): string {
  if (!/[〇零○一二三四五六七八九十]/.test(text)) return text;
  return text
    .replace(/[零○]/g, '〇')
    .replace(/([一二三])?十([一二三四五六七八九])?/g, (_, tens?: string, ones?: string) =>
      String((tens ? CHINESE_DIGITS.indexOf(tens) : 1) * 10 + (ones ? CHINESE_DIGITS.indexOf(ones) : 0)),
    )
    .replace(/[〇一二三四五六七八九]/g, (char) => String(CHINESE_DIGITS.indexOf(char)));
}
