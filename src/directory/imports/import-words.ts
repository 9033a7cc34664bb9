import type { Locale } from '../../platform/i18n/locale.js';
import { message, type Message } from '../../platform/i18n/message.js';
import type { Words } from '../../platform/i18n/words.js';
import type { CellProblem, SheetColumns } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';
import type { ColumnLayout } from './import-layout.js';

/** The sentence of a finding: cells have words of their own, and share those of forms. */
export function problemWords(words: Words, { code, params }: CellProblem): Message {
  const key = [`spreadsheet.cell.${code}`, `imports.cell.${code}`].find((word) => words.has('zh-CN', word, params));
  return message(key ?? `problem.field.${code}`, params);
}

export function columnOf(kind: ImportKind, sheet: string, key: string): ColumnLayout | undefined {
  return kind.layout.sheets.find((one) => one.key === sheet)?.columns.find((column) => column.key === key);
}

/** As it stands in the file, else as the template has it. */
export function headerOf(
  kind: ImportKind,
  columns: readonly SheetColumns[],
  sheet: string,
  key: string,
  locale: Locale,
): string {
  const found = columns.find((one) => one.sheet === sheet)?.found.find((column) => column.key === key);
  const column = columnOf(kind, sheet, key);
  return found?.header ?? (locale === 'en' ? column?.en : column?.header) ?? key;
}
