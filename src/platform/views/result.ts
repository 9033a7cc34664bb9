import { message, type Message } from '../i18n/message.js';
import type { WordParams } from '../i18n/message.js';

/** What partials colour: red (`bad`) is for lateness and errors only. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'mute';

/** Said once, on the page after a redirect. */
export interface Flash extends Message {
  tone: Tone;
}

/** A controller's answer: the page `templates/pages/<name>.hbs` filled with `data`. */
export class PageResult {
  constructor(
    readonly name: string,
    readonly data: object,
    readonly status: number,
  ) {}
}

/** A controller's answer after a change: 303 to `path`, where `flash` is said. */
export class RedirectResult {
  readonly status = 303;

  constructor(
    readonly path: string,
    readonly flash: Flash | null,
  ) {}
}

export function page(name: string, data: object = {}, status = 200): PageResult {
  return new PageResult(name, data, status);
}

/** `flash` is the key of the sentence. Only paths of this site: anything else throws. */
export function redirect(path: string, flash?: string, params?: WordParams, tone: Tone = 'ok'): RedirectResult {
  if (!/^\/(?![/\\])/.test(path)) throw new Error(`Not a path of this site: ${path}`);
  return new RedirectResult(headerSafe(path), flash === undefined ? null : { ...message(flash, params), tone });
}

/** What a header cannot carry (line ends, letters beyond ASCII) goes out percent-encoded. */
const headerSafe = (path: string): string =>
  path.replaceAll(/[^\x21-\x7e]+/g, (odd) => encodeURIComponent(Buffer.from(odd).toString()));
