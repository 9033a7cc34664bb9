import { LessThan, type FindOptionsOrder, type FindOptionsWhere, type Repository } from 'typeorm';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.js';
import { Problem } from '../../kernel/problem.js';
import { allOf, type Condition } from '../database/conditions.js';
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

/** One page by keyset: what is added meanwhile neither repeats nor hides a row. */
export async function listPage<R extends { id: string }>(
  db: Database,
  { columns, columnParams = [], from, key, where }: Listing,
  query: ListQuery,
): Promise<Page<R>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const all = allOf(where);
  const after = query.cursor === null ? null : { sql: `${key} < ?`, params: [position(query.cursor)] };
  const here = allOf([all, after]);
  const rows = await db.select<R>(
    `SELECT ${key} AS id, ${columns} FROM ${from} WHERE ${here.sql} ORDER BY ${key} DESC LIMIT ${limit + 1}`,
    [...columnParams, ...here.params],
  );
  const [count] = await db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${from} WHERE ${all.sql}`, all.params);
  return pageOf(rows, limit, Number(count?.n ?? 0));
}

/** The same of whole rows of one table. */
export async function entityPage<E extends { id: string }>(
  repo: Repository<E>,
  where: FindOptionsWhere<E>,
  query: ListQuery,
): Promise<Page<E>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const after = query.cursor === null ? {} : { id: LessThan(String(position(query.cursor))) };
  const order = { id: 'DESC' } as FindOptionsOrder<E>;
  const rows = await repo.find({ where: { ...where, ...after }, order, take: limit + 1 });
  return pageOf(rows, limit, await repo.countBy(where));
}

function pageOf<R extends { id: string }>(rows: readonly R[], limit: number, total: number): Page<R> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.id]) : null, total };
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
