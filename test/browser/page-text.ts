import { attributesOf, unescapeHtml } from '../support/html.js';

/** What a reader meets on a page: words, links and forms, read from its HTML without a browser. */
export interface PageText {
  readonly lang: string;
  readonly title: string;
  readonly headings: readonly string[];
  /** Text nodes and the attributes that are read out, outside elements of another language. */
  readonly texts: readonly string[];
  readonly links: readonly string[];
  readonly forms: readonly { readonly method: string; readonly action: string; readonly fields: readonly Field[] }[];
}

type Field = readonly [name: string, value: string];

const READ_OUT = ['title', 'alt', 'placeholder', 'aria-label', 'data-l'];
const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'col', 'wbr']);

export function readPage(html: string, path: string): PageText {
  const seen = { title: '', headings: [] as string[], texts: [] as string[], links: [] as string[] };
  const forms: { method: string; action: string; fields: Field[] }[] = [];
  const open: { tag: string; lang: string }[] = [];
  let lang = '';
  const content = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  for (const [, tagText, text] of content.matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, close, tag = '', rest = ''] = /^(\/?)([\w-]+)([\s\S]*)$/.exec(tagText ?? '') ?? [];
    if (close)
      open.splice(
        Math.max(
          0,
          open.findLastIndex((one) => one.tag === tag),
        ),
      );
    else if (tag) {
      const attributes = attributesOf(rest);
      if (tag === 'html') lang = attributes.get('lang') ?? '';
      const inherited = attributes.get('lang') ?? open.at(-1)?.lang ?? '';
      if (!VOID.has(tag) && !rest.endsWith('/')) open.push({ tag, lang: inherited });
      if (inherited === lang) for (const name of READ_OUT) seen.texts.push(attributes.get(name) ?? '');
      if (tag === 'a' && attributes.has('href')) seen.links.push(attributes.get('href') ?? '');
      if (tag === 'form')
        forms.push({ method: attributes.get('method') ?? 'get', action: attributes.get('action') ?? path, fields: [] });
      if (attributes.has('formaction'))
        forms.push({
          method: attributes.get('formmethod') ?? forms.at(-1)?.method ?? 'get',
          action: attributes.get('formaction') ?? '',
          fields: [],
        });
      if (attributes.has('name') && (tag === 'button' || attributes.get('type') === 'hidden'))
        forms.at(-1)?.fields.push([attributes.get('name') ?? '', attributes.get('value') ?? '']);
      if (tag === 'h1') seen.headings.push('');
    }
    const words = unescapeHtml(text ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (words === '') continue;
    if (open.some((one) => one.tag === 'title')) seen.title += words;
    if (open.some((one) => one.tag === 'h1')) seen.headings.push((seen.headings.pop() ?? '') + words);
    if (open.some((one) => one.tag === 'code')) continue; // codes are shown as they are stored
    if ((open.at(-1)?.lang ?? lang) === lang) seen.texts.push(words);
  }
  return { lang, ...seen, texts: seen.texts.filter((one) => one !== ''), forms };
}
