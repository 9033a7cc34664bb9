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
  // A template may name what is not there: that is said as nothing.
  return ({ data }, text: Text | undefined | null) => words.say(data.view.locale, text ?? '');
}

/** The last of a helper's arguments is its options, the others are what the template wrote. */
export function split<V>(values: readonly unknown[]): [V[], Options] {
  return [values.slice(0, -1) as V[], values.at(-1) as Options];
}
