/** A condition in SQL with the values of its `?`. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export const everyRow: Condition = { sql: '1 = 1', params: [] };
const noRow: Condition = { sql: '1 = 0', params: [] };

/** All of them at once; those that were not given (null) narrow nothing. */
export function allOf(conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((one) => one !== null);
  if (given.length === 0) return everyRow;
  return { sql: given.map(({ sql }) => `(${sql})`).join(' AND '), params: given.flatMap(({ params }) => params) };
}

/** Filters that were given; a null or undefined value filters nothing. */
export function equals(columns: Readonly<Record<string, unknown>>): Condition[] {
  return Object.entries(columns).flatMap(([column, value]) =>
    value === null || value === undefined ? [] : [{ sql: `${column} = ?`, params: [value] }],
  );
}

/** One of these values; of none there is no row. */
export const among = (column: string, values: readonly unknown[]): Condition =>
  values.length > 0 ? { sql: `${column} IN (${values.map(() => '?').join()})`, params: values } : noRow;

/** A pattern for LIKE; `%`, `_` and `\` are dropped: nobody searches for them, and escapes differ between databases. */
export const containing = (text: string): string => `%${text.trim().replaceAll(/[%_\\]/g, '')}%`;
