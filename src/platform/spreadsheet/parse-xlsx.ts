import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { Problem } from '../../kernel/problem.js';
import { EMPTY, isBlank, type Cell, type Sheet } from './cell.js';
import { cellOf } from './cell-of.js';
import { columnNumber, xlsxParts } from './xlsx-parts.js';

/** Reads the visible sheets of a workbook. Heavy: runs in the worker thread. */
export async function parseXlsx(bytes: Buffer): Promise<Sheet[]> {
  const parts = xlsxParts(bytes);
  const workbook = new Workbook();
  try {
    await workbook.xlsx.loadFromFiles(parts.files);
  } catch (error) {
    throw new Problem('spreadsheet-damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
  const names = sheetParts(parts.files);
  return workbook.worksheets
    .filter((sheet) => sheet.state !== 'hidden' && sheet.state !== 'veryHidden')
    .map((sheet) => readSheet(sheet, parts.merges.get(names.get(sheet.name) ?? '') ?? []));
}

/** Which part holds which sheet: workbook.xml names a relation, the relations name the part. */
function sheetParts(files: Record<string, Buffer>): Map<string, string> {
  const targets = new Map<string, string>();
  for (const [relation] of (files['xl/_rels/workbook.xml.rels'] ?? '').toString().matchAll(/<Relationship\b[^>]*>/g))
    targets.set(attribute(relation, 'Id'), `xl/${attribute(relation, 'Target')}`);
  const parts = new Map<string, string>();
  for (const [sheet] of (files['xl/workbook.xml'] ?? '').toString().matchAll(/<sheet\b[^>]*>/g))
    parts.set(attribute(sheet, 'name'), targets.get(attribute(sheet, '\\w+:id')) ?? '');
  return parts;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function attribute(element: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  return value.replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole);
}

function readSheet(sheet: Worksheet, merges: readonly string[]): Sheet {
  const rows: Cell[][] = [];
  sheet.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      const format = cell.numFmt;
      cells[column - 1] = cellOf(cell.value, typeof format === 'string' ? format : format?.formatCode);
    });
    rows[rowNumber - 1] = cells;
  });
  const grid = Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? EMPTY));
  for (const range of merges) expand(grid, range);
  return { name: sheet.name, rows: trim(grid) };
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
