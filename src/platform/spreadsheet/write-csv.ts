import { guarded } from './formula-guard.js';
import { numberText } from './cell-of.js';
import { cellValue } from './cell-value.js';
import type { CellInput, ColumnKind, SheetSpec } from './workbook-spec.js';

/** Writes a sheet as CSV for Excel: UTF-8 with byte order mark, commas, CRLF, RFC 4180 quotes. Titles and looks are left out. */
export function writeCsv({ columns, rows }: Pick<SheetSpec, 'columns' | 'rows'>): Buffer {
  const lines = [
    columns.map((column) => field(column.header)),
    ...rows.map((row) => columns.map(({ key, kind }) => field(csvText(kind, row[key])))),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`, 'utf8');
}

function csvText(kind: ColumnKind, input: CellInput): string | number {
  if (typeof input === 'string') return input;
  const value = cellValue(kind, input);
  if (value === null) return '';
  if (value instanceof Date) {
    const iso = value.toISOString();
    return kind === 'day' ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
  }
  if (typeof value !== 'number') return String(value);
  return kind === 'percent' ? numberText(value, '0%') : value;
}

/** Numbers keep their minus sign; only texts can be taken for formulas. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? numberText(value) : guarded(value);
  return /[",;\t\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
