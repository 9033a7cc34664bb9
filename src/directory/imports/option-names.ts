import { LOCALES } from '../../platform/i18n/locale.js';
import type { Words } from '../../platform/i18n/words.js';
import type { Choice } from './import-kind.js';
import type { ColumnLayout } from './import-layout.js';

/** What names are compared by: half width, no blanks, brackets and quotes alike, lower case. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b"'\u201c\u201d\u2018\u2019]/g, '')
    .toLowerCase();

/** The names a choice may be written by: its words in every language, other words in use, the code itself. */
export function optionNames(words: Words, column: ColumnLayout, choice: Choice): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const code of choice.codes) {
    const said = choice.words ? LOCALES.map((locale) => words.t(locale, `${choice.words}.${code}`)) : [];
    for (const name of [code, ...said, ...(column.synonyms?.[code] ?? [])])
      if (!names.has(plainName(name))) names.set(plainName(name), code);
  }
  return names;
}

/** How the options of a drop-down read. */
export function optionLabels(words: Words, locale: 'zh-CN' | 'en', choice: Choice): string[] {
  return choice.codes.map((code) => (choice.words ? words.t(locale, `${choice.words}.${code}`) : code));
}
