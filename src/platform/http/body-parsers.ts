import type { FastifyInstance } from 'fastify';
import { Problem } from '../../kernel/problem.js';

const MAX_DEPTH = 32;
const MAX_KEYS = 2_000;
const BANNED = new Set(['__proto__', 'constructor', 'prototype']);

/** Body readers that refuse bombs before building them (reliability: threats 27, 28). */
export function useBodyParsers(server: FastifyInstance): void {
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: 256 * 1024 },
    (_request, body, done) => {
      try {
        done(null, parseJson(body as string));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 512 * 1024 },
    (_request, body, done) => {
      try {
        done(null, parseForm(body as string));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** @throws Problem `unreadable-body` for broken, too deep or too wide JSON */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  guardDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text, (key, item: unknown) => {
      if (BANNED.has(key)) throw new Problem('unreadable-body');
      return item;
    });
  } catch {
    throw new Problem('unreadable-body');
  }
  // Every body of ours is an object: what comes after may read its members without asking.
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Problem('unreadable-body');
  return value;
}

/** Counts nesting and members on the raw text, so that a bomb is refused before it is built. */
function guardDepth(text: string): void {
  let depth = 0;
  let members = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    else if (c === ',') members++;
    if (depth > MAX_DEPTH || members > MAX_KEYS) throw new Problem('unreadable-body');
  }
}

/** A form as a flat object: one value is text, repeated names are a list. */
export function parseForm(text: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MAX_KEYS || BANNED.has(name)) throw new Problem('unreadable-body');
    addField(form, name, value);
  }
  return form;
}

export function addField(form: Record<string, string | string[]>, name: string, value: string): void {
  const before = form[name];
  if (before === undefined) form[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else form[name] = [before, value];
}
