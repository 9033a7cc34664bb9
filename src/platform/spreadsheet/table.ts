import { Problem } from '../../kernel/problem.js';
import { EMPTY, isBlank, type Cell, type Sheet } from './cell.js';
import { columnLetters } from './column-letters.js';
import { findHeader, headerName, type ColumnDefinition, type Header } from './header.js';
import { LIMITS } from './limits.js';

export interface TableRow {
  /** Row number in the file, counting from 1, as a person sees it in the margin. */
  readonly row: number;
  /** By column key; a column that was not found or is blank gives an empty cell. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** Columns nobody asked for, by their header. */
  readonly other: Readonly<Record<string, Cell>>;
}

export interface Table extends Pick<Header, 'found' | 'missing' | 'unknown'> {
  readonly sheet: string;
  /** Row number of the (lowest) header row, counting from 1. */
  readonly headerRow: number;
  readonly rows: readonly TableRow[];
  /** Rows that are no data: samples, notes merged across the table, repeated headers. */
  readonly skipped: readonly { readonly row: number; readonly text: string }[];
}

export interface TableOptions {
  /** Beginnings of a template's sample rows, such as 【示例】. */
  readonly sampleMarks?: readonly string[];
}

/**
 * Reads a sheet as a table with the columns asked for, wherever they stand. Blank rows are passed over.
 * @throws Problem `spreadsheet-header-not-found` ({ sheet, expected }), `spreadsheet-too-many-rows`
 */
export function readTable(sheet: Sheet, definitions: readonly ColumnDefinition[], options: TableOptions = {}): Table {
  const named = findHeader(sheet.rows, definitions);
  if (named === undefined)
    throw new Problem('spreadsheet-header-not-found', {
      sheet: sheet.name,
      expected: definitions.map((definition) => definition.header).join('、'),
    });
  // Judged once a row: a sheet may have 20,000.
  const width = Math.max(...named.found.map(({ index }) => index)) + 1;
  const data = sheet.rows.map((cells, i) => i >= named.dataFrom && isData(cells, named, width, options));
  const header = { ...named, unknown: [...named.unknown, ...unnamed(sheet.rows, data, named)] };
  const rows: TableRow[] = [];
  const skipped: { row: number; text: string }[] = [];
  for (const [i, cells] of sheet.rows.entries()) {
    if (i < header.dataFrom || cells.every(isBlank)) continue;
    if (data[i]) rows.push(tableRow(i + 1, cells, header));
    else skipped.push({ row: i + 1, text: firstText(cells) });
  }
  if (rows.length > LIMITS.rows) throw new Problem('spreadsheet-too-many-rows', { limit: LIMITS.rows });
  const { found, missing, unknown } = header;
  return { sheet: sheet.name, headerRow: header.dataFrom, found, missing, unknown, rows, skipped };
}

/** Reads the first sheet that holds such a table; the problem of the first sheet when none does. */
export function readFirstTable(
  sheets: readonly Sheet[],
  definitions: readonly ColumnDefinition[],
  options: TableOptions = {},
): Table {
  const [first] = sheets;
  if (first === undefined) throw new Problem('spreadsheet-empty');
  return readTable(sheets.find((sheet) => findHeader(sheet.rows, definitions)) ?? first, definitions, options);
}

/** Columns that hold something below a blank header: known by their letter, so that nothing written there is lost. */
function unnamed(rows: Sheet['rows'], data: readonly boolean[], header: Header): Header['unknown'] {
  const named = new Set([...header.found, ...header.unknown].map(({ index }) => index));
  const used = new Set<number>();
  for (const [row, cells] of rows.entries()) {
    if (!data[row]) continue;
    for (const [index, cell] of cells.entries()) if (!named.has(index) && !isBlank(cell)) used.add(index);
  }
  return [...used].sort((a, b) => a - b).map((index) => ({ index, header: `(${columnLetters(index + 1)})` }));
}

function isData(cells: readonly Cell[], header: Header, width: number, { sampleMarks = [] }: TableOptions): boolean {
  const first = firstText(cells);
  if (sampleMarks.some((mark) => first.startsWith(mark))) return false;
  return !isNote(cells, width) && !repeatsHeader(cells, header);
}

/** A remark merged across the whole table: the same words in at least three columns, and nothing else. */
function isNote(cells: readonly Cell[], width: number): boolean {
  const first = cells[0];
  return (
    width >= 3 && first?.kind === 'text' && cells.length >= width && cells.every((cell) => cell.text === first.text)
  );
}

function repeatsHeader(cells: readonly Cell[], header: Header): boolean {
  return (
    header.found.length >= 2 &&
    header.found.every(({ index }) => headerName((cells[index] ?? EMPTY).text) === header.words[index])
  );
}

function firstText(cells: readonly Cell[]): string {
  return cells.find((cell) => !isBlank(cell))?.text.trim() ?? '';
}

function tableRow(row: number, cells: readonly Cell[], header: Header): TableRow {
  const at = (index: number) => cells[index] ?? EMPTY;
  return {
    row,
    cells: Object.fromEntries([
      ...header.missing.map(({ key }) => [key, EMPTY] as const),
      ...header.found.map(({ key, index }) => [key, at(index)] as const),
    ]),
    other: Object.fromEntries(header.unknown.map(({ header: name, index }) => [name, at(index)])),
  };
}
