import type { Locale } from '../../platform/i18n/locale.js';
import { message, type Message } from '../../platform/i18n/message.js';
import type { Words } from '../../platform/i18n/words.js';
import type { CellProblem, SheetColumns } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';
import type { ColumnLayout } from './import-layout.js';
import { optionLabels } from './option-names.js';

/** The sentence of a finding: cells have words of their own, and share those of forms. What may be written is named. */
export function problemWords(
  words: Words,
  locale: Locale,
  kind: ImportKind,
  sheet: string,
  { key: name, code, params }: CellProblem,
): Message {
  const choice = kind.choices[name];
  const options = choice && optionLabels(words, locale, choice).join(locale === 'en' ? ', ' : '\u3001');
  if (code === 'choice-unknown' && options) return message('imports.cell.choice-unknown', { ...params, options });
  if (code === 'cell-required') {
    const sample = columnOf(kind, sheet, name)?.sample;
    if (options) return message('imports.cell.required-choice', { options });
    const foreign = locale === 'en' && /\p{Script=Han}/u.test(String(sample));
    if (sample !== undefined && !foreign) return message('imports.cell.required-example', { sample });
  }
  const word = [`spreadsheet.cell.${code}`, `imports.cell.${code}`].find((one) => words.has('zh-CN', one, params));
  return message(word ?? `problem.field.${code}`, params);
}

/** What was probably meant, to be taken with one tap: the cell as it would then read. */
export function suggestionsFor({ code, params }: CellProblem, typed: string): string[] {
  if (params['meant'] !== undefined) return [String(params['meant'])];
  if (code === 'major-unknown-near') {
    const near = String(params['near']).split(';');
    return near
      .map((name) => typed.replace(String(params['value']), () => name.trim()))
      .filter((text) => text !== typed);
  }
  return code === 'cell-percent-unclear' ? [`${params['percent']}`, `${params['value']}%`] : [];
}

/** Odd, not wrong: it is imported as it stands once somebody says so. */
export const mayStand = ({ code }: CellProblem): boolean => code === 'amount-unusual';

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
