import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { NoticeFormat, oneLine } from './notice-format.js';
import type { NoticeParams } from './notice-params.js';
import type { Locale } from './recipient-directory.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const TEMPLATES = `${ROOT}templates/mails/`;
/** Where people choose how many mails they get. */
const PREFERENCES = '/me/notify';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Render = (context: object) => string;
type Words = Readonly<Record<string, string>>;

interface Template {
  readonly subject: Render;
  readonly button: Render;
  readonly body: Render;
}

interface Frame {
  readonly locale: Locale;
  readonly baseUrl: string;
  /** Path of the one button. */
  readonly href: string;
  readonly params: NoticeParams;
}

/**
 * Mails from `templates/mails/<kind>.<locale>.hbs`: a `subject:` line, a `button:` line, then paragraphs of plain text.
 * The text is rendered once; the HTML layout shows its paragraphs escaped, so nobody's words can become markup.
 */
export class MailTemplates {
  private readonly templates = new Map<string, Template>();
  private readonly words: Record<Locale, Words> = { 'zh-CN': readWords('zh-CN'), en: readWords('en') };
  private readonly helpers: Record<Locale, Helpers>;
  private readonly textLayout = compile(readFileSync(`${TEMPLATES}layout.text.hbs`, 'utf8'), true);
  private readonly htmlLayout = compile(readFileSync(`${TEMPLATES}layout.html.hbs`, 'utf8'), false);

  constructor(zone: string) {
    this.helpers = { 'zh-CN': this.helpersOf('zh-CN', zone), en: this.helpersOf('en', zone) };
  }

  /** The kinds that have a template in both languages. */
  static kinds(): string[] {
    const files = new Set(readdirSync(TEMPLATES));
    const chinese = [...files]
      .filter((file) => file.endsWith('.zh-CN.hbs'))
      .map((file) => file.slice(0, -'.zh-CN.hbs'.length));
    return chinese.filter((kind) => files.has(`${kind}.en.hbs`));
  }

  render(kind: string, { locale, baseUrl, href, params }: Frame): MailText {
    const template = this.template(kind, locale);
    const context = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value : oneLine(value)]),
    );
    const subject = oneLine(template.subject(context));
    const link = baseUrl + href;
    const frame = {
      locale,
      subject,
      link,
      hello: this.word(locale, 'hello'),
      button: template.button(context).trim(),
      copyLink: this.word(locale, 'link', { link }),
      paragraphs: template
        .body(context)
        .trim()
        .split(/\n{2,}/),
      footer: this.footer(locale, baseUrl, params),
    };
    return { subject, text: this.textLayout(frame), html: this.htmlLayout(frame) };
  }

  private footer(locale: Locale, baseUrl: string, { officerName, officerPhone = '' }: NoticeParams): string[] {
    const officer = { name: oneLine(officerName), phone: oneLine(officerPhone) };
    return [
      ...(officerName === undefined ? [] : [this.word(locale, 'officer', officer).trim()]),
      this.word(locale, 'sender'),
      this.word(locale, 'automatic'),
      this.word(locale, 'fewer', { link: baseUrl + PREFERENCES }),
    ];
  }

  private template(kind: string, locale: Locale): Template {
    const file = `${kind}.${locale}.hbs`;
    const known = this.templates.get(file);
    if (known !== undefined) return known;
    const source = /^subject: (?<subject>.+)\nbutton: (?<button>.+)\n\n(?<body>[^]+)$/.exec(readTemplate(file))?.groups;
    if (source === undefined) throw new Error(`templates/mails/${file} lacks its subject, button or body`);
    const part = (name: string): Render => {
      const render = compile(source[name] ?? '', true);
      return (context) => render(context, { helpers: this.helpers[locale] });
    };
    const template = { subject: part('subject'), button: part('button'), body: part('body') };
    this.templates.set(file, template);
    return template;
  }

  private helpersOf(locale: Locale, zone: string): Helpers {
    const format = new NoticeFormat(locale, zone);
    return {
      day: (text) => format.day(text),
      when: (text) => format.when(text),
      list: (items) => format.list(items),
      word: (area, code) => this.word(locale, `${oneLine(area)}.${oneLine(code)}`),
    };
  }

  private word(locale: Locale, key: string, params: Readonly<Record<string, string>> = {}): string {
    const text = this.words[locale][`mails.${key}`] ?? '';
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? '');
  }
}

type Helpers = Readonly<Record<'day' | 'when' | 'list' | 'word', (...args: unknown[]) => string>>;

/** Only our helpers are known, so a misspelt one fails; there is none for amounts. */
function compile(source: string, plain: boolean): Handlebars.TemplateDelegate<object> {
  const knownHelpers = { day: true, when: true, list: true, word: true };
  return Handlebars.compile<object>(source, { noEscape: plain, knownHelpers, knownHelpersOnly: true });
}

function readTemplate(file: string): string {
  const path = TEMPLATES + file;
  if (!existsSync(path)) throw Object.assign(new Error(`no ${path}`), { code: 'mail-template-missing' });
  return readFileSync(path, 'utf8');
}

function readWords(locale: Locale): Words {
  return JSON.parse(readFileSync(`${ROOT}config/locales/${locale}/mails.json`, 'utf8')) as Words;
}
