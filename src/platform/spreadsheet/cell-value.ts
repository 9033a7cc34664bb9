import type { CellInput, ColumnKind } from './workbook-spec.js';

/** Excel's limit of one cell (Excel specifications and limits). */
const MAX_TEXT = 32_767;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Asia/Shanghai, without summer time since 1991; the file holds wall-clock time. */
const BUSINESS_OFFSET_MS = 8 * 3_600_000;
const FEN_PER_WAN = 1_000_000;

export const NUMBER_FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  number: 'General',
  'money-wan': '#,##0.00####',
  percent: '0.00##%',
  day: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm',
};

/**
 * The value a workbook's cell holds for a value of the platform (分 → 万元, ppm → fraction, day → date).
 * What does not fit the column's kind (a bad cell given back) stays the text it was.
 */
export function cellValue(kind: ColumnKind, value: CellInput): string | number | boolean | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (value instanceof Date) return new Date(value.getTime() + (kind === 'datetime' ? BUSINESS_OFFSET_MS : 0));
  if (typeof value === 'boolean') return value;
  if (kind === 'text') return xmlText(String(value));
  if (typeof value === 'number') return scaled(kind, value);
  return kind === 'day' && DAY.test(value) ? new Date(`${value}T00:00:00Z`) : xmlText(value);
}

function scaled(kind: ColumnKind, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a cell cannot hold ${value}`);
  if (kind === 'money-wan') return value / FEN_PER_WAN;
  return kind === 'percent' ? value / 1_000_000 : value;
}

/**
 * A text as a workbook can hold it: no characters XML forbids, and no text that Excel would unfold as an escape
 * (`_x0041_` → `A`, ECMA-376 22.9.2.19). Carriage returns are kept by that same escape.
 */
export function xmlText(text: string): string {
  return (
    text
      .slice(0, MAX_TEXT)
      .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
      // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '')
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('\r', '_x000D_')
  );
}
