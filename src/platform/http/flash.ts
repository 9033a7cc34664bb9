import type { Flash, Tone } from '../views/result.js';

const tones: readonly Tone[] = ['ok', 'warn', 'bad', 'info', 'mute'];

/** The sentence said once after a redirect, carried by a cookie as a key and its parameters. */
export function writeFlash(flash: Flash): string {
  return Buffer.from(JSON.stringify([flash.key, flash.tone, flash.params ?? {}])).toString('base64url');
}

/** Anything that we did not write is no flash: the cookie comes from outside. */
export function readFlash(cookie: string | undefined): Flash | null {
  if (!cookie) return null;
  try {
    const [key, tone, params] = JSON.parse(Buffer.from(cookie, 'base64url').toString('utf8')) as [
      unknown,
      unknown,
      unknown,
    ];
    if (typeof key !== 'string' || !/^[\w.-]{1,80}$/.test(key) || !tones.includes(tone as Tone)) return null;
    return { key, tone: tone as Tone, params: params as Record<string, unknown> };
  } catch {
    return null;
  }
}
