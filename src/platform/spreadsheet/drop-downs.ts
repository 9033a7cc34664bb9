import type { Workbook, Worksheet } from '@cj-tech-master/excelts';
import { xmlText } from './cell-value.js';
import { columnLetters } from './column-letters.js';
import type { ColumnSpec } from './workbook-spec.js';

const LIST_SHEET = '_lists';
/** Excel refuses a longer list inside the validation itself. */
const MAX_INLINE = 255;

/** Data-validation lists; long ones, or ones with commas, live on a very hidden sheet. */
export class DropDowns {
  private readonly lists: (readonly string[])[] = [];

  add(sheet: Worksheet, column: ColumnSpec, index: number, firstRow: number, lastRow: number): void {
    if (column.options === undefined || column.options.length === 0 || lastRow < firstRow) return;
    const letter = sheet.getColumn(index).letter;
    sheet.dataValidations.add(`${letter}${firstRow}:${letter}${lastRow}`, {
      type: 'list',
      allowBlank: true,
      formulae: [this.source(column.options)],
      showErrorMessage: column.severalOptions !== true,
      errorStyle: 'stop',
    });
  }

  addListSheet(workbook: Workbook): void {
    if (this.lists.length === 0) return;
    const sheet = workbook.addWorksheet(LIST_SHEET, { state: 'veryHidden' });
    for (const [i, list] of this.lists.entries()) {
      sheet.getColumn(i + 1).numFmt = '@';
      for (const [row, option] of list.entries()) sheet.getCell(row + 1, i + 1).value = xmlText(option);
    }
  }

  private source(options: readonly string[]): string {
    const inline = options.join(',');
    if (inline.length <= MAX_INLINE && !options.some((option) => /[,"\r\n]|^[=+\-@]|^\s|\s$/.test(option)))
      return `"${inline}"`;
    const known = this.lists.findIndex((list) => list.join('\n') === options.join('\n'));
    const at = known >= 0 ? known : this.lists.push(options) - 1;
    const letter = columnLetters(at + 1);
    return `${LIST_SHEET}!$${letter}$1:$${letter}$${options.length}`;
  }
}
