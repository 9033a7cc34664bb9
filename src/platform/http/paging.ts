import { decodeCursor, encodeCursor } from '../../kernel/cursor.js';
import { Problem } from '../../kernel/problem.js';
import type { Database } from '../database/database.js';
import { field, form } from './fields.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** What every list takes: how many, and where to go on. */
@form('api.list')
export class ListQuery {
  @field.whole({ optional: true, min: 1, max: MAX_LIMIT }) limit!: number | null;
  @field.text({ optional: true, max: 1000 }) cursor!: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it as `cursor` for what follows; null at the end. */
  readonly nextCursor: string | null;
  /** All that the filters let through, on every page. */
  readonly total: number;
}

export interface Listing {
  /** What stands between SELECT and FROM; the first table's id is added as `id`. */
  readonly columns: string;
  readonly columnParams?: readonly unknown[];
  /** Tables and joins. */
  readonly from: string;
  /** The id that orders the list, newest first: a UUIDv7. */
  readonly key: string;
  readonly where: readonly Condition[];
}

export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Filters that were given; a null or undefined value filters nothing. */
export function equals(columns: Readonly<Record<string, unknown>>): Condition[] {
  return Object.entries(columns).flatMap(([column, value]) =>
    value === null || value === undefined ? [] : [{ sql: `${column} = ?`, params: [value] }],
  );
}

/** One page by keyset: what is added meanwhile neither repeats nor hides a row. */
export async function listPage<R extends { id: string }>(
  db: Database,
  { columns, columnParams = [], from, key, where }: Listing,
  query: ListQuery,
): Promise<Page<R>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const after = query.cursor === null ? [] : [{ sql: `${key} < ?`, params: [position(query.cursor)] }];
  const rows = await db.select<R>(
    `SELECT ${key} AS id, ${columns} FROM ${from} ${clause([...where, ...after])} ORDER BY ${key} DESC LIMIT ${limit + 1}`,
    [...columnParams, ...paramsOf([...where, ...after])],
  );
  const [count] = await db.select<{ n: unknown }>(
    `SELECT COUNT(*) AS n FROM ${from} ${clause(where)}`,
    paramsOf(where),
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.id]) : null, total: Number(count?.n ?? 0) };
}

export const mapPage = <A, B>({ items, ...rest }: Page<A>, map: (item: A) => B): Page<B> => ({
  ...rest,
  items: items.map(map),
});

function position(cursor: string): unknown {
  const parts = decodeCursor(cursor, 1);
  if (!parts.ok) throw new Problem('validation', {}, [{ field: 'cursor', code: 'cursor', params: {} }]);
  return parts.value[0];
}

const clause = (where: readonly Condition[]): string =>
  where.length === 0 ? '' : `WHERE ${where.map(({ sql }) => `(${sql})`).join(' AND ')}`;

const paramsOf = (where: readonly Condition[]): unknown[] => where.flatMap(({ params }) => params);
