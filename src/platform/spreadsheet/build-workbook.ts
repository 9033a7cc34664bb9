import { Workbook, type Cell, type Style, type Worksheet } from '@cj-tech-master/excelts';
import { cellValue, NUMBER_FORMATS, xmlText } from './cell-value.js';
import { DropDowns } from './drop-downs.js';
import type { ColumnSpec, RowInput, SheetSpec, WorkbookSpec } from './workbook-spec.js';

const LINE = { style: 'thin', color: { argb: 'FFD0D5DD' } } as const;
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const STYLES = {
  title: { font: { bold: true, size: 14 }, alignment: { vertical: 'middle' } },
  header: {
    font: { bold: true, color: { argb: 'FFFFFFFF' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1550A3' } },
    alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
    border: BOX,
  },
  sample: {
    font: { italic: true, color: { argb: 'FF667085' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F4F7' } },
  },
  marked: {
    font: { color: { argb: 'FFB42318' }, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFEE4E2' } },
  },
} satisfies Record<string, Partial<Style>>;

/** Builds the bytes of a workbook: real numbers and dates, and never a formula cell. */
export async function buildWorkbook(spec: WorkbookSpec): Promise<Buffer> {
  const workbook = new Workbook();
  const dropDowns = new DropDowns();
  const names = new Set<string>();
  for (const sheet of spec.sheets) addSheet(workbook, sheet, uniqueName(sheet.name, names), dropDowns);
  dropDowns.addListSheet(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: Workbook, spec: SheetSpec, name: string, dropDowns: DropDowns): void {
  const headerRow = spec.title === undefined ? 1 : 2;
  const frozen = spec.frozenHeader ?? true;
  const sheet = workbook.addWorksheet(name, { views: frozen ? [{ state: 'frozen', ySplit: headerRow }] : [] });
  for (const [i, column] of spec.columns.entries()) formatColumn(sheet, i + 1, column);
  if (spec.title !== undefined) addTitle(sheet, spec.title, spec.columns.length);
  addHeader(sheet, headerRow, spec.columns);
  let row = headerRow + 1;
  for (const sample of spec.samples ?? []) fillRow(sheet, row++, spec.columns, sample, STYLES.sample);
  const firstRow = row;
  for (const input of spec.rows) fillRow(sheet, row++, spec.columns, input);
  for (const mark of spec.marks ?? []) markCell(sheet, spec, firstRow + mark.row, mark);
  const lastRow = row - 1 + (spec.spareRows ?? 0);
  if (spec.columns.length > 0)
    sheet.autoFilter = {
      from: { row: headerRow, column: 1 },
      to: { row: Math.max(headerRow, row - 1), column: spec.columns.length },
    };
  for (const [i, column] of spec.columns.entries()) dropDowns.add(sheet, column, i + 1, headerRow + 1, lastRow);
}

/** The text format on whole columns keeps Excel from turning an 18-digit code that is typed in later into a number. */
function formatColumn(sheet: Worksheet, index: number, { width, header, kind }: ColumnSpec): void {
  const column = sheet.getColumn(index);
  column.width = width ?? Math.min(40, Math.max(10, displayWidth(header) + 4));
  column.numFmt = NUMBER_FORMATS[kind];
}

function displayWidth(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + (char > '\u2E7F' ? 2 : 1), 0);
}

function addTitle(sheet: Worksheet, title: string, columns: number): void {
  const cell = sheet.getCell(1, 1);
  cell.value = xmlText(title);
  cell.style = { ...STYLES.title, numFmt: '@' };
  sheet.getRow(1).height = 28;
  if (columns > 1) sheet.mergeCells(1, 1, 1, columns);
}

function addHeader(sheet: Worksheet, row: number, columns: readonly ColumnSpec[]): void {
  for (const [i, column] of columns.entries()) {
    const cell = sheet.getCell(row, i + 1);
    cell.value = xmlText(column.header);
    cell.style = { ...STYLES.header, numFmt: '@' };
    if (column.note !== undefined) comment(cell, column.note);
  }
  sheet.getRow(row).height = 24;
}

function fillRow(
  sheet: Worksheet,
  row: number,
  columns: readonly ColumnSpec[],
  input: RowInput,
  style?: Partial<Style>,
): void {
  const line = sheet.getRow(row);
  for (const [i, { key, kind }] of columns.entries()) {
    const value = cellValue(kind, input[key]);
    if (value === null && style === undefined) continue;
    const cell = line.getCell(i + 1);
    cell.value = value;
    const numFmt = numberFormat(kind, value);
    if (style) cell.style = { ...style, numFmt };
    else cell.numFmt = numFmt;
  }
}

/** Whole numbers get their thousands marked; others are shown as they are. */
function numberFormat(kind: ColumnSpec['kind'], value: unknown): string {
  if (typeof value === 'string') return NUMBER_FORMATS.text;
  if (kind === 'number' && Number.isInteger(value)) return '#,##0';
  return NUMBER_FORMATS[kind];
}

function markCell(sheet: Worksheet, spec: SheetSpec, row: number, mark: { key: string; note: string }): void {
  const index = spec.columns.findIndex((column) => column.key === mark.key);
  if (index < 0) throw new RangeError(`no column ${mark.key} to mark in ${spec.name}`);
  const cell = sheet.getCell(row, index + 1);
  cell.style = { ...STYLES.marked, border: BOX, numFmt: numberFormat(spec.columns[index]?.kind ?? 'text', cell.value) };
  comment(cell, mark.note);
}

function comment(cell: Cell, text: string): void {
  cell.note = { texts: [{ text: xmlText(text) }] };
}

/** At most 31 characters, none of `: \ / ? * [ ]`, no quote at an end, unique without regard to case. */
function uniqueName(wanted: string, taken: Set<string>): string {
  const clean =
    xmlText(wanted)
      .replace(/[:\\/?*[\]]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31) || 'Sheet';
  let name = clean;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, 27)} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}
