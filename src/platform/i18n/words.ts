import { createInstance, type i18n } from 'i18next';
import { join } from 'node:path';
import { readCatalogue } from './catalogue.js';
import { LOCALES, DEFAULT_LOCALE, type Locale } from './locale.js';
import type { Text, WordParams } from './message.js';

export interface WordsOptions {
  /** Holds one folder of JSON files per locale. */
  folder: string;
  /** What happens when a key has no text: in tests this throws, in production it logs; the key is shown. */
  missing: (locale: Locale, key: string) => void;
}

/** The words of the portal in every language. Texts use i18next's `{{param}}`, and `_one`/`_other` with `count`. */
export class Words {
  private readonly i18n: i18n = createInstance();
  /** Texts without a placeholder, ready to hand out: most of a page, and looking one up costs a hundredth of asking i18next. */
  private readonly plain: Record<Locale, ReadonlyMap<string, string>>;
  private readonly reported = new Set<string>();
  private readonly missing: WordsOptions['missing'];

  constructor({ folder, missing }: WordsOptions) {
    this.missing = missing;
    const texts = inEach((locale) => readCatalogue(join(folder, locale)));
    this.plain = inEach((locale) => new Map(Object.entries(texts[locale]).filter(([, text]) => isPlain(text))));
    void this.i18n.init({
      lng: DEFAULT_LOCALE,
      supportedLngs: LOCALES,
      fallbackLng: false, // half a page in the wrong language hides the hole; a shown key does not
      resources: inEach((locale) => ({ translation: texts[locale] })),
      initAsync: false,
      keySeparator: false,
      nsSeparator: false,
      returnEmptyString: false,
      interpolation: { escapeValue: false }, // the views escape, and mails in plain text must not
    });
  }

  /** The text of `key`. A missing key is told to `missing` once a locale, and comes back as itself. */
  t(locale: Locale, key: string, params: WordParams = {}): string {
    const plain = params.count === undefined && params.context === undefined ? this.plain[locale].get(key) : undefined;
    if (plain !== undefined) return plain;
    if (this.has(locale, key, params)) return this.i18n.t(key, { ...params, lng: locale });
    const hole = `${locale} ${key}`;
    if (!this.reported.has(hole)) {
      this.missing(locale, key);
      this.reported.add(hole);
    }
    return key;
  }

  /** A given text as it is, a message in this language; its params may be messages: “{{label}}: a number is needed”. */
  say(locale: Locale, text: Text | number): string {
    if (typeof text !== 'object') return String(text);
    const params = Object.entries(text.params ?? {}).map(([name, value]): [string, unknown] => [
      name,
      isMessage(value) ? this.say(locale, value) : value,
    ]);
    return this.t(locale, text.key, Object.fromEntries(params));
  }

  /** Whether `key` has a text; for optional words such as hints. */
  has(locale: Locale, key: string, params: WordParams = {}): boolean {
    return this.i18n.exists(key, { ...params, lng: locale });
  }
}

function inEach<T>(of: (locale: Locale) => T): Record<Locale, T> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, of(locale)])) as Record<Locale, T>;
}

function isPlain(text: string): boolean {
  return text !== '' && !text.includes('{{') && !text.includes('$t(');
}

function isMessage(value: unknown): value is { key: string; params?: WordParams } {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}
