import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parseCsv } from '../../platform/spreadsheet/csv.js';
import { readWorkbook } from '../../platform/spreadsheet/read-workbook.js';
import { isBlank } from '../../platform/spreadsheet/cell.js';
import { UsageError } from '../arguments.js';

/** The operator's own file: far more rows than an upload may have. */
const LOCAL = { rows: 2_000_000, columns: 1000, headingRows: 0 };

export interface TextTable {
  readonly headers: readonly string[];
  /** As written; shorter rows are filled up with blanks. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The first sheet of a file, its first row that is not blank being the headers. */
export async function readTextTable(file: string): Promise<TextTable> {
  if (!existsSync(file)) throw new UsageError(`${file} is not there`);
  const bytes = readFileSync(file);
  const [sheet] =
    extname(file).toLowerCase() === '.xlsx'
      ? (await readWorkbook(bytes, basename(file))).sheets
      : parseCsv(bytes, basename(file), LOCAL);
  const filled = (sheet?.rows ?? []).flatMap((row, at) =>
    row.every(isBlank) ? [] : [{ line: at + 1, cells: row.map(({ text }) => text) }],
  );
  const [head, ...rows] = filled;
  if (!head) throw new UsageError(`${file} is empty`);
  const headers = head.cells.map((text, at) => {
    const name = text.trim() || `column ${at + 1}`;
    const before = head.cells.slice(0, at).filter((other) => other.trim() === name).length;
    return before > 0 ? `${name} (${before + 1})` : name;
  });
  return { headers, rows: rows.map(({ line, cells }) => ({ line, cells: headers.map((_, at) => cells[at] ?? '') })) };
}
