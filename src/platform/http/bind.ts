import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { Problem, type FieldProblem } from '../../kernel/problem.js';
import { readers, Unreadable } from './field-readers.js';
import { fieldsOf, readField } from './fields.js';

export type Bound<T> = { ok: true; input: T } | { ok: false; problems: FieldProblem[] };

/** Names that every form carries and no form class declares. */
const ENVELOPE = new Set(['_csrf', '_key', '_version', '_action']);

/** Reads a body into a form class. Names the class does not declare are refused (threat 5, mass assignment). */
export async function bind<T extends object>(type: new () => T, body: unknown): Promise<Bound<T>> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Problem('unreadable-body');
  const raw = body as Record<string, unknown>;
  const fields = fieldsOf(type);
  const known = new Set(fields.map((field) => field.name));
  const problems: FieldProblem[] = Object.keys(raw)
    .filter((name) => !known.has(name) && !ENVELOPE.has(name))
    .map((name) => ({ field: name.slice(0, 60) || '?', code: 'unknown-field', params: {} }));
  const values = Object.fromEntries(fields.map(({ name }) => [name, raw[name] ?? null]));
  const input = plainToInstance(type, values);
  for (const error of await validate(input, { forbidUnknownValues: false })) {
    for (const [constraint, message] of Object.entries(error.constraints ?? {})) {
      problems.push({ field: error.property, ...read(constraint, message) });
    }
  }
  return problems.length === 0 ? { ok: true, input } : { ok: false, problems };
}

/**
 * What can be read of a half-filled form, without a word about the rest: for drafts that save themselves and for filters
 * in an address. Names that were not sent are left out, except lists of ticks, where nothing sent means none ticked.
 */
export function bindReadable<T extends object>(type: new () => T, body: unknown): Partial<T> {
  const raw = (body ?? {}) as Record<string, unknown>;
  const sent = fieldsOf(type).filter(({ name, kind }) => Object.hasOwn(raw, name) || kind === 'choices');
  const read = sent.map(({ name, kind, options }) => [name, readField(readers[kind], raw[name], options)] as const);
  return Object.fromEntries(read.filter(([, value]) => !(value instanceof Unreadable))) as Partial<T>;
}

/** For the API: the same, thrown as a 422. */
export async function bindOrThrow<T extends object>(type: new () => T, body: unknown): Promise<T> {
  const bound = await bind(type, body ?? {});
  if (!bound.ok) throw new Problem('validation', {}, bound.problems);
  return bound.input;
}

function read(constraint: string, message: string): Pick<FieldProblem, 'code' | 'params'> {
  if (constraint !== 'field') return { code: constraint, params: {} };
  return JSON.parse(message) as Pick<FieldProblem, 'code' | 'params'>;
}
