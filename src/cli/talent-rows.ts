import { readTables } from '../directory/imports/import-files.js';
import { readLayout } from '../directory/imports/import-layout.js';
import { RowReader, type ReadRow } from '../directory/imports/row-reader.js';
import { demandChoices } from '../domains/talent/imports/demand-cells.js';
import { programmeChoices } from '../domains/talent/imports/programme-cells.js';
import { LOCALES } from '../platform/i18n/locale.js';
import type { Words } from '../platform/i18n/words.js';
import type { Sheet } from '../platform/spreadsheet/cell.js';

/** A row with where it stands: `人才需求 3`. */
export interface SheetRow extends ReadRow {
  readonly at: string;
  readonly number: number;
}

const choices = { demands: demandChoices, programmes: programmeChoices };

/**
 * The rows of the sheet 人才需求 or 专业, as the portal imports them.
 * @throws Problem when no sheet has its columns
 */
export async function talentRows(
  words: Words,
  sheets: readonly Sheet[],
  kind: keyof typeof choices,
): Promise<SheetRow[]> {
  const layout = readLayout(kind);
  const marks = LOCALES.map((locale) => words.t(locale, 'spreadsheet.template.sample-mark'));
  const { columns, rows } = await readTables(sheets, layout, marks);
  const reader = new RowReader(words, layout.sheets[0]?.columns ?? [], choices[kind]);
  const [sheet] = columns;
  const units = Object.fromEntries((sheet?.found ?? []).flatMap(({ key, unit }) => (unit ? [[key, unit]] : [])));
  return rows.map(({ rowNumber, sheet: key, content: { cells } }) => ({
    ...reader.read({ sheet: key, rowNumber, cells, units }),
    at: `${sheet?.name ?? kind} ${rowNumber}`,
    number: rowNumber,
  }));
}
