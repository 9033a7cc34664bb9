import { bind } from './bind.js';
import { fieldsOf } from './fields.js';

export type Query = Readonly<Record<string, string | undefined>>;

/** Reads a list's filter from the address. What cannot be read is left out: an address is not a form to be mended. */
export async function readFilter<T extends object>(type: new () => T, query: Query): Promise<Partial<T>> {
  const names = fieldsOf(type).map(({ name }) => name);
  const bound = await bind(type, Object.fromEntries(names.map((name) => [name, query[name] ?? ''])));
  if (bound.ok) return bound.input;
  const wrong = new Set(bound.problems.map(({ field }) => field));
  const kept = names.filter((name) => !wrong.has(name)).map((name) => [name, query[name] ?? ''] as const);
  if (kept.length === names.length) return {};
  return readFilter(type, Object.fromEntries(kept));
}

/** At most a thousand pages: a list that is longer wants a better filter. */
export const pageNumber = (query: Query): number => Math.min(1000, Math.max(1, Math.trunc(Number(query['page'])) || 1));

/** The address of a list with some of its parameters changed; empty ones are left out. */
export function hrefWith(path: string, query: Query, change: Query): string {
  const merged = Object.entries({ ...query, ...change }).filter(([, value]) => value);
  const search = new URLSearchParams(merged as [string, string][]).toString();
  return search ? `${path}?${search}` : path;
}

/** What the pager partial takes. */
export function pagerOf(path: string, query: Query, total: number, size: number) {
  const page = pageNumber(query);
  const pages = Math.max(1, Math.ceil(total / size));
  return {
    total,
    page,
    pages,
    ...(page > 1 && { previous: hrefWith(path, query, { page: String(page - 1) }) }),
    ...(page < pages && { next: hrefWith(path, query, { page: String(page + 1) }) }),
  };
}

/** `%` and `_` are dropped: nobody searches for them, and escapes differ between databases. */
export const likePart = (text: string): string => `%${text.trim().replaceAll(/[%_\\]/g, '')}%`;
