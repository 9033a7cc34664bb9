import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Problem } from '../../kernel/problem.js';
import type { Cell, Sheet } from '../../platform/spreadsheet/cell.js';
import { isBlank } from '../../platform/spreadsheet/cell.js';
import { findHeader, headerName } from '../../platform/spreadsheet/header.js';
import { readTable, type Table } from '../../platform/spreadsheet/table.js';
import type { RowCells, SheetColumns } from './import-job.entity.js';
import { mapInTurns } from './in-turns.js';
import type { ColumnLayout, ImportLayout, SheetLayout } from './import-layout.js';

export interface ImportFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface FileRow {
  readonly sheet: string;
  readonly rowNumber: number;
  readonly content: RowCells;
}

export interface FileContent {
  readonly columns: readonly SheetColumns[];
  readonly rows: readonly FileRow[];
}

/** A row is kept as JSON of at most 65,535 bytes. */
const ROW_BYTES = 60_000;

export const digestOf = (files: readonly ImportFile[]): string =>
  files.reduce((hash, { bytes }) => hash.update(bytes), createHash('sha256')).digest('hex');

/**
 * Finds the tables of a kind among the sheets of a workbook (or of several CSV files): by the sheet's name, else by how
 * many of its columns it has.
 * @throws Problem `spreadsheet-header-not-found`, `import-no-rows`, `spreadsheet-too-complex`
 */
export async function readTables(
  sheets: readonly Sheet[],
  layout: ImportLayout,
  sampleMarks: readonly string[],
): Promise<FileContent> {
  const found: { of: SheetLayout; table: Table }[] = [];
  const rows: FileRow[] = [];
  // A full sheet takes a few tenths of a second: others have their turn in between.
  for (const [sheet, of] of assign(sheets, layout.sheets)) {
    const table = readTable(sheet, of.columns.map(definition), { sampleMarks });
    found.push({ of, table });
    await nextTurn();
    for (const row of await rowsOf(of, table)) rows.push(row);
  }
  if (rows.length === 0) throw new Problem('import-no-rows');
  return { columns: found.map(({ of, table }) => columnsOf(of, table)), rows };
}

/** English headers count too; what is required is judged cell by cell, so that a missing column can be assigned. */
const definition = ({ key, header, en, aliases = [] }: ColumnLayout) => ({ key, header, aliases: [...aliases, en] });

function assign(sheets: readonly Sheet[], layouts: readonly SheetLayout[]): [Sheet, SheetLayout][] {
  const pairs = layouts
    .flatMap((layout) => sheets.map((sheet) => ({ sheet, layout, score: score(sheet, layout) })))
    .filter((pair) => pair.score > 0)
    .sort((a, b) => b.score - a.score);
  const taken: [Sheet, SheetLayout][] = [];
  for (const { sheet, layout } of pairs)
    if (!taken.some(([s, l]) => s === sheet || l === layout)) taken.push([sheet, layout]);
  const [first] = sheets;
  const [main] = layouts;
  if (first && main && !taken.some(([, layout]) => layout === main)) taken.unshift([first, main]);
  return taken.sort(([, a], [, b]) => layouts.indexOf(a) - layouts.indexOf(b));
}

/** A sheet of the right name wins over any number of columns. */
function score(sheet: Sheet, layout: SheetLayout): number {
  const columns = findHeader(sheet.rows, layout.columns.map(definition))?.found.length ?? 0;
  const named = [layout.name, ...layout.aliases].some((name) => headerName(name) === headerName(sheet.name));
  return columns === 0 ? 0 : columns + (named ? 1000 : 0);
}

function columnsOf(layout: SheetLayout, table: Table): SheetColumns {
  return {
    sheet: layout.key,
    name: table.sheet,
    found: table.found,
    unknown: [...new Set(table.unknown.map(({ header }) => header))],
  };
}

function rowsOf(layout: SheetLayout, table: Table): Promise<FileRow[]> {
  return mapInTurns(table.rows, ({ row, cells, other }) => {
    const content = { cells: filled(cells), other: filled(other) };
    if (Buffer.byteLength(JSON.stringify(content)) > ROW_BYTES) throw new Problem('spreadsheet-too-complex');
    return { sheet: layout.key, rowNumber: row, content };
  });
}

const filled = (cells: Readonly<Record<string, Cell>>): Record<string, Cell> =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => !isBlank(cell)));
