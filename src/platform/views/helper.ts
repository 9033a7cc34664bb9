import type { HelperOptions } from 'handlebars';
import type { Text } from '../i18n/message.js';
import type { Words } from '../i18n/words.js';
import type { RenderContext } from './render-context.js';

/** The last argument of every helper. */
export interface Options {
  hash: Record<string, unknown>;
  data: { view: RenderContext };
  fn?: HelperOptions['fn'];
}

export type Helper = (this: unknown, ...values: never[]) => unknown;
export type Helpers = Record<string, Helper>;

/** Says words in the language of the page that is being drawn. */
export type Say = (options: Options, text: Text) => string;

export function sayer(words: Words): Say {
  return ({ data }, text) =>
    typeof text === 'object' && text !== null
      ? words.t(data.view.locale, text.key, spoken(words, data.view, text.params))
      : (text ?? '');
}

/** Params may be messages themselves, as the label in “{{label}}: a number is needed”. */
function spoken(words: Words, view: RenderContext, params: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      isMessage(value) ? words.t(view.locale, value.key, spoken(words, view, value.params)) : value,
    ]),
  );
}

function isMessage(value: unknown): value is { key: string; params?: Record<string, unknown> } {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}

/** The last of a helper's arguments is its options, the others are what the template wrote. */
export function split<V>(values: readonly unknown[]): [V[], Options] {
  return [values.slice(0, -1) as V[], values.at(-1) as Options];
}
