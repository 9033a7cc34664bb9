import { message, type Message } from '../i18n/message.js';
import type { Words } from '../i18n/words.js';
import type { NoticeParams } from './notice-params.js';
import type { Locale } from './recipient-directory.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Longer than any product or organisation name. */
const LONGEST = 200;

/** How the days, instants and lists of a notice are shown, in mails and in the inbox. */
export class NoticeFormat {
  private readonly instants: Intl.DateTimeFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly separator: string;

  constructor(
    private readonly locale: Locale,
    zone: string,
  ) {
    const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
    this.days = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
    this.instants = new Intl.DateTimeFormat(locale, {
      ...day,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    });
    this.separator = locale === 'zh-CN' ? '、' : ', ';
  }

  /** `2026-11-25` */
  day(text: unknown): string {
    return typeof text === 'string' && DAY.test(text) ? this.days.format(new Date(`${text}T00:00:00Z`)) : '';
  }

  /** `2026-11-25T09:00:00.000Z`, shown in the business time zone. */
  when(text: unknown): string {
    return typeof text === 'string' && INSTANT.test(text) ? this.instants.format(new Date(text)) : '';
  }

  list(items: unknown): string {
    return Array.isArray(items) ? items.map(oneLine).join(this.separator) : '';
  }

  /** The line of a notice, as the inbox has it; a kind without a line of its own is named by its case. */
  line(words: Words, kind: string, params: NoticeParams): Message {
    const shown = this.shown(params);
    return words.has(this.locale, `notices.${kind}`, shown)
      ? message(`notices.${kind}`, shown)
      : message('inbox.other', { number: shown['number'] ?? '' });
  }

  /** Every parameter as a person reads it, for the words of the inbox. */
  shown(params: NoticeParams): Record<string, string> {
    const show = (value: NoticeParams[string]): string =>
      this.day(value) || this.when(value) || this.list(value) || oneLine(value);
    return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, show(value)]));
  }
}

/** People's words on one line: a line break of theirs must not end a subject or begin a paragraph of ours. */
export function oneLine(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return String(value)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}
