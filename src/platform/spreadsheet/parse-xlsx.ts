import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { Problem } from '../../kernel/problem.js';
import { EMPTY, isBlank, type Cell, type Sheet } from './cell.js';
import { cellOf } from './cell-of.js';
import { columnNumber } from './column-letters.js';
import { RELATIONS, WORKBOOK, xlsxParts, type XlsxParts } from './xlsx-parts.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The library takes more than 1 kB a cell; small portions keep memory flat and garbage collection short. */
const PORTION_CHARS = 100_000;

/** Reads the visible sheets of a workbook. Heavy: runs in the worker thread. */
export async function parseXlsx(bytes: Buffer): Promise<Sheet[]> {
  const parts = xlsxParts(bytes);
  // Shared strings and styles are read again with each portion, so they must stay the smaller part of it.
  const commonBytes = Object.values(parts.common).reduce((sum, file) => sum + file.length, 0);
  const size = Math.max(PORTION_CHARS, 2 * commonBytes);
  const sheets: Sheet[] = [];
  for (const { name, part } of visibleSheets(parts.common)) {
    const sheet = parts.sheets.get(part);
    if (sheet === undefined) continue;
    const grid: Cell[][] = [];
    for (const rows of portions(sheet.rows, size)) fill(grid, await load(parts.common, part, rows));
    const dense = Array.from(grid, (row) => Array.from(row ?? [], (cell) => cell ?? EMPTY));
    for (const range of sheet.merges) expand(dense, range);
    sheets.push({ name, rows: trim(dense) });
  }
  return sheets;
}

/** Which part holds which sheet: workbook.xml names a relation, the relations name the part. */
function visibleSheets(common: XlsxParts['common']): { name: string; part: string }[] {
  const elements = (file: string, tag: string) =>
    (common[file] ?? '').toString().match(new RegExp(`<${tag}\\b[^>]*>`, 'g')) ?? [];
  const parts = new Map(
    elements(RELATIONS, 'Relationship').map((relation) => [
      attribute(relation, 'Id'),
      `xl/${attribute(relation, 'Target')}`,
    ]),
  );
  return elements(WORKBOOK, 'sheet')
    .filter((sheet) => !/hidden/i.test(attribute(sheet, 'state')))
    .map((sheet) => ({ name: attribute(sheet, 'name'), part: parts.get(attribute(sheet, '\\w+:id')) ?? '' }));
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function attribute(element: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  return value.replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole);
}

function* portions(rows: string, size: number): Generator<string> {
  for (let from = 0; from < rows.length;) {
    const cut = rows.indexOf('</row>', from + size);
    const to = cut < 0 ? rows.length : cut + '</row>'.length;
    yield rows.slice(from, to);
    from = to;
  }
}

async function load(common: XlsxParts['common'], part: string, rows: string): Promise<Worksheet | undefined> {
  const xml = `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
  const workbook = new Workbook();
  try {
    await workbook.xlsx.loadFromFiles({ ...common, [part]: Buffer.from(xml) });
  } catch (error) {
    throw new Problem('spreadsheet-damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
  return workbook.worksheets[0];
}

function fill(grid: Cell[][], sheet: Worksheet | undefined): void {
  sheet?.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      const format = cell.numFmt;
      cells[column - 1] = cellOf(cell.value, typeof format === 'string' ? format : format?.formatCode);
    });
    grid[rowNumber - 1] = cells;
  });
}

/** Every cell of a merged range gets the value of its first cell, as the eye reads it; never beyond the used area. */
function expand(grid: Cell[][], range: string): void {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
  const firstRow = Number(top) - 1;
  const firstColumn = columnNumber(left ?? '') - 1;
  const value = grid[firstRow]?.[firstColumn];
  if (value === undefined || isBlank(value)) return;
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  for (let r = firstRow; r < Math.min(Number(bottom), grid.length); r++) {
    const row = (grid[r] ??= []);
    for (let c = firstColumn; c < Math.min(columnNumber(right ?? ''), width); c++) {
      while (row.length < c) row.push(EMPTY);
      row[c] = value;
    }
  }
}

function trim(grid: Cell[][]): Cell[][] {
  for (const row of grid) while (row.length > 0 && isBlank(row.at(-1))) row.pop();
  while (grid.length > 0 && grid.at(-1)?.length === 0) grid.pop();
  return grid;
}
