import iconv from 'iconv-lite';
import { Problem } from '../../kernel/problem.js';
import { textCell, type Cell, type Sheet } from './cell.js';
import { LIMITS } from './limits.js';
import { unguarded } from './formula-guard.js';

export interface CsvLimits {
  readonly rows: number;
  readonly columns: number;
  readonly headingRows: number;
}

/**
 * Reads CSV as Excel, WPS and export tools write it (RFC 4180; comma, semicolon or tab; UTF-8, UTF-16 or GB18030).
 * Every value stays text: `0012` keeps its zeros, an 18-digit code keeps its digits.
 * @throws Problem `spreadsheet-encoding`, `spreadsheet-quote-open` ({ row }), `spreadsheet-too-many-rows`, `spreadsheet-too-many-columns`
 * @param limits of what is uploaded; a file that the operator names on the command line may be larger
 */
export function parseCsv(bytes: Buffer, name = 'CSV', limits: CsvLimits = LIMITS): Sheet[] {
  const text = decodeText(bytes);
  const hint = /^sep=(.)\r?\n/.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const rows = split(body, hint?.[1] ?? separatorOf(body), limits).map((fields) =>
    trimEnd(fields.map((field) => textCell(unguarded(field)))),
  );
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  return [{ name, rows: hint ? [[], ...rows] : rows }];
}

/** By byte order mark, else UTF-8 if it is valid, else GB18030 (which holds GBK and GB2312) if that is valid. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, 'utf-16be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = iconv.decode(bytes, 'gb18030');
    if (text.includes('\uFFFD')) throw new Problem('spreadsheet-encoding');
    return text;
  }
}

/** The separator that occurs most outside quotes in the first lines. */
function separatorOf(text: string): string {
  const head = text.slice(0, 16_384).replace(/"[^"]*"/g, '');
  const count = (mark: string) => head.split(mark).length;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function split(text: string, separator: string, limits: CsvLimits): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const field = text[at] === '"' ? quoted(text, at, separator, rows.length + 1) : bare(text, at, separator);
    row.push(field.value);
    at = field.end;
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    rows.push(row);
    refuseOversize(rows.length, row.length, limits);
    row = [];
  }
  return rows;
}

function bare(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(from, end), end };
}

/** A quoted field; what follows the closing quote up to the separator is kept, as Excel does. */
function quoted(text: string, from: number, separator: string, row: number): { value: string; end: number } {
  let value = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) throw new Problem('spreadsheet-quote-open', { row });
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== '"') break;
    value += '"';
    at++;
  }
  const rest = bare(text, at, separator);
  return { value: value + rest.value, end: rest.end };
}

function refuseOversize(rows: number, columns: number, limits: CsvLimits): void {
  if (rows > limits.rows + limits.headingRows) throw new Problem('spreadsheet-too-many-rows', { limit: limits.rows });
  if (columns > limits.columns) throw new Problem('spreadsheet-too-many-columns', { limit: limits.columns });
}

function trimEnd(cells: Cell[]): Cell[] {
  while (cells.length > 0 && cells.at(-1)?.text.trim() === '') cells.pop();
  return cells;
}
