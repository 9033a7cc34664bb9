import { attributesOf, unescapeHtml } from '../support/html.js';

/** One control as a browser would know it from the HTML alone. */
export interface Control {
  readonly kind: 'text' | 'hidden' | 'password' | 'file' | 'checkbox' | 'radio' | 'textarea' | 'select' | 'button';
  readonly name: string;
  readonly id: string;
  /** What stands in it; of a tick or a radio what it would send. */
  value: string;
  readonly checked: boolean;
  /** Of a list: what it offers, and whether it is chosen. */
  readonly options: { value: string; selected: boolean }[];
  /** Inside a fold that is shut. */
  readonly folded: boolean;
  readonly invalid: boolean;
}

export interface FormOnPage {
  readonly method: string;
  readonly action: string;
  readonly multipart: boolean;
  readonly controls: Control[];
}

export interface FormPage {
  readonly title: string;
  readonly h1: string;
  readonly summary: { heading: string; items: SummaryLine[]; again: SummaryLine[] } | null;
  readonly forms: FormOnPage[];
  /** The words of every element that has an id. */
  readonly byId: ReadonlyMap<string, string>;
  /** Ids inside a fold that is shut. */
  readonly foldedIds: ReadonlySet<string>;
}

export interface SummaryLine {
  readonly href: string | null;
  readonly text: string;
}

interface Open {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
}

const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'col', 'wbr', 'use', 'path']);

/** Reads a page of ours the way HTML is read: no `>` stands bare in our attributes, since every value is escaped. */
export function readFormPage(html: string, path: string): FormPage {
  const open: Open[] = [];
  const forms: FormOnPage[] = [];
  const byId = new Map<string, string>();
  const foldedIds = new Set<string>();
  let title = '';
  let h1 = '';
  let summary: FormPage['summary'] = null;
  const folded = () => open.some(({ tag, attributes }) => tag === 'details' && !attributes.has('open'));
  const inSummary = () => open.some(({ attributes }) => attributes.get('class') === 'errs');

  const close = (element: Open) => {
    const words = element.text.replace(/\s+/g, ' ').trim();
    const id = element.attributes.get('id');
    if (id) byId.set(id, words);
    if (element.tag === 'title') title = words;
    if (element.tag === 'h1') h1 = words;
    if (inSummary() && element.tag === 'h2') summary = { heading: words, items: [], again: [] };
    if (inSummary() && element.tag === 'li') summary?.items.push({ href: lastHref, text: words });
    if (inSummary() && element.tag === 'p') summary?.again.push({ href: lastHref, text: words });
    const control = forms.at(-1)?.controls.at(-1);
    if (element.tag === 'textarea' && control) control.value = element.text.replace(/^\n/, '');
  };
  let lastHref: string | null = null;

  for (const [, tagText = '', text = ''] of html.replaceAll('\r\n', '\n').matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, end, tag = '', rest = ''] = /^(\/?)([\w-]+)([\s\S]*)$/.exec(tagText) ?? [];
    if (end) {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) for (const element of open.splice(at).toReversed()) close(element);
    } else if (tag) {
      const attributes = attributesOf(rest);
      if (attributes.has('id') && folded()) foldedIds.add(attributes.get('id') ?? '');
      if (VOID.has(tag) && attributes.has('id')) byId.set(attributes.get('id') ?? '', '');
      if (tag === 'li' || tag === 'p') lastHref = null;
      if (tag === 'a') lastHref = attributes.get('href') ?? null;
      if (tag === 'form') forms.push(formOf(attributes, path));
      const control = controlOf(tag, attributes, folded());
      if (control) forms.at(-1)?.controls.push(control);
      if (tag === 'option')
        forms
          .at(-1)
          ?.controls.at(-1)
          ?.options.push({ value: attributes.get('value') ?? '', selected: attributes.has('selected') });
      if (!VOID.has(tag) && !rest.endsWith('/')) open.push({ tag, attributes, text: '' });
    }
    for (const element of open) element.text += unescapeHtml(text);
  }
  return { title, h1, summary, forms, byId, foldedIds };
}

function formOf(attributes: ReadonlyMap<string, string>, path: string): FormOnPage {
  const action = new URL(attributes.get('action') || path, `http://x${path}`);
  return {
    method: attributes.get('method') ?? 'get',
    action: action.pathname + action.search,
    multipart: attributes.get('enctype') === 'multipart/form-data',
    controls: [],
  };
}

function controlOf(tag: string, attributes: ReadonlyMap<string, string>, folded: boolean): Control | null {
  if (!['input', 'textarea', 'select', 'button'].includes(tag)) return null;
  const type = attributes.get('type') ?? 'text';
  const known = ['hidden', 'password', 'file', 'checkbox', 'radio'].includes(type);
  return {
    kind: tag === 'input' ? ((known ? type : 'text') as Control['kind']) : (tag as Control['kind']),
    name: attributes.get('name') ?? '',
    id: attributes.get('id') ?? '',
    value: attributes.get('value') ?? '',
    checked: attributes.has('checked'),
    options: [],
    folded,
    invalid: attributes.get('aria-invalid') === 'true',
  };
}

/** What the form would send of one name: what is typed, ticked or chosen. A list that nobody touched sends its first line. */
export function sentBy(form: FormOnPage, name: string): string[] {
  return form.controls
    .filter((control) => control.name === name)
    .flatMap((control) => {
      if (control.kind === 'checkbox' || control.kind === 'radio') return control.checked ? [control.value] : [];
      if (control.kind !== 'select') return [control.value];
      const chosen = control.options.find(({ selected }) => selected) ?? control.options[0];
      return chosen ? [chosen.value] : [];
    });
}
