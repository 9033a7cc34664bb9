import type { CellValue } from '@cj-tech-master/excelts';
import { EMPTY, textCell, type Cell } from './cell.js';

const DAY_MS = 86_400_000;
/** Excel's day 0 for dates after February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);

/** Turns the library's value and its number format into a plain cell. */
export function cellOf(value: CellValue, format: string | undefined): Cell {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return numberCell(value, format);
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', raw: value, kind: 'boolean' };
  if (value instanceof Date) return dateCell(value, format);
  if ('error' in value) return { text: String(value.error), kind: 'error' };
  if ('richText' in value) return textCell(value.richText.map((run) => run.text).join(''));
  if ('checkbox' in value) return { text: value.checkbox ? 'TRUE' : 'FALSE', raw: value.checkbox, kind: 'boolean' };
  if ('hyperlink' in value) return textCell(String(value.text ?? ''));
  return 'result' in value ? cellOf(value.result, format) : EMPTY;
}

function numberCell(value: number, format = ''): Cell {
  if (!Number.isFinite(value)) return EMPTY;
  return { text: numberText(value, format), raw: value, kind: 'number' };
}

/** At most 15 significant digits, as Excel computes; codes with leading zeros by format keep them. */
export function numberText(value: number, format = ''): string {
  if (plain(format).includes('%')) return `${decimalText(Number((value * 100).toPrecision(15)))}%`;
  const width = /^0{2,}$/.exec(format)?.[0].length;
  const text = decimalText(Number(value.toPrecision(15)));
  return width !== undefined && /^\d+$/.test(text) ? text.padStart(width, '0') : text;
}

function decimalText(value: number): string {
  const size = Math.abs(value);
  if (size > Number.MAX_SAFE_INTEGER) return scientific(value);
  if (size !== 0 && size < 1e-6) return value.toFixed(18).replace(/0+$/, '');
  return String(value);
}

/** `9.14403E+17`, what Excel shows of a code that it took for a number. */
function scientific(value: number): string {
  const [digits = '', power = ''] = value.toExponential(5).split('e');
  return `${digits.replace(/\.?0+$/, '')}E${power}`;
}

function dateCell(value: Date, format = ''): Cell {
  const serial = (value.getTime() - EPOCH) / DAY_MS;
  if (!Number.isFinite(serial)) return EMPTY;
  if (countsDigits(format) || serial < 0 || serial >= 2_958_466) return numberCell(Number(serial.toFixed(9)), format);
  const seconds = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const day = seconds.slice(0, 10);
  const time = seconds.slice(11, 19);
  const shown = time.endsWith(':00') ? time.slice(0, 5) : time;
  if (serial < 1) return { text: shown, raw: time, kind: 'date' };
  if (time === '00:00:00') return { text: day, raw: day, kind: 'date' };
  return { text: `${day} ${shown}`, raw: `${day}T${time}`, kind: 'date' };
}

/** `0.00\m` is metres, not months: a date format holds no digit place other than the parts of a second. */
function countsDigits(format: string): boolean {
  return /[#?0]/.test(plain(format).replace(/s+\.0+/gi, 's'));
}

function plain(format: string): string {
  return format.replace(/\[[^\]]*\]|"[^"]*"/g, '').split(';')[0] ?? '';
}
