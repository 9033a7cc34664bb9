export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'zh-CN';

/** Everything a request can tell about the language its reader wants. */
export interface LocaleWishes {
  /** The signed-in user's own setting. */
  setting?: string | null;
  /** The cookie `locale`. */
  cookie?: string | null;
  /** The header `Accept-Language`. */
  acceptLanguage?: string | null;
}

/** The user's setting wins, then the cookie, then the browser; Chinese when none of them is one of ours. */
export function chooseLocale({ setting, cookie, acceptLanguage }: LocaleWishes): Locale {
  return exact(setting) ?? exact(cookie) ?? accepted(acceptLanguage ?? '') ?? DEFAULT_LOCALE;
}

function exact(tag: string | null | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === tag);
}

/** RFC 9110 §12.5.4, by primary language: `zh-TW` reads Chinese, `en-GB` English. */
function accepted(header: string): Locale | undefined {
  return header
    .split(',')
    .map((range) => {
      const [tag = '', ...params] = range.trim().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((q) => q !== undefined);
      return { language: tag.toLowerCase().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => LOCALES.find((locale) => locale.split('-')[0] === language))
    .find((locale) => locale !== undefined);
}
