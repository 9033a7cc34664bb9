import { readers, Unreadable } from './field-readers.js';
import { fieldsOf, readField } from './fields.js';

export type Query = Readonly<Record<string, string | undefined>>;

/**
 * What a list understands of its address, by the names of its filter form, as it was written. What cannot be read is left
 * out, as `bindReadable` leaves it out: an address is not a form to be mended.
 */
export function readAddress(type: object, query: Readonly<Record<string, unknown>>): Record<string, string> {
  const understood = fieldsOf(type).flatMap(({ name, kind, options }) => {
    const raw = query[name];
    if (typeof raw !== 'string' || raw.trim() === '') return [];
    return readField(readers[kind], raw, options) instanceof Unreadable ? [] : [[name, raw.trim()] as const];
  });
  return Object.fromEntries(understood);
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
export function pagerOf(path: string, query: Query, total: number, size: number, page = pageNumber(query)) {
  const pages = Math.max(1, Math.ceil(total / size));
  return {
    total,
    page,
    pages,
    ...(page > 1 && { previous: hrefWith(path, query, { page: String(page - 1) }) }),
    ...(page < pages && { next: hrefWith(path, query, { page: String(page + 1) }) }),
  };
}

/** The links that change how many rows a page has. */
export const sizesOf = (path: string, query: Query, sizes: readonly string[], current: number) =>
  sizes.map((size) => ({
    size,
    href: hrefWith(path, query, { size, page: undefined }),
    current: Number(size) === current,
  }));
