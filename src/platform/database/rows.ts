/** A datetime of a raw row as an instant: SQLite answers UTC text without a zone, MySQL a `Date`. */
export function toInstant(value: Date | string): Date;
export function toInstant(value: Date | string | null): Date | null;
export function toInstant(value: Date | string | null): Date | null {
  if (value === null || value instanceof Date) return value;
  const instant = new Date(`${value.replace(' ', 'T')}Z`);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`not a stored datetime: ${value}`);
  return instant;
}

/** The text SQLite stores for an instant, as TypeORM writes it: so that text order is time order. */
export function toSqliteDatetime(instant: Date): string {
  return instant.toISOString().replace('T', ' ').slice(0, -1);
}

/** A sum or a big number of a raw row: one of the databases answers text. */
export const numberOf = (value: string | number | null): number | null => (value === null ? null : Number(value));

/** An instant as programs read it. */
export const iso = (instant: Date | string | null): string | null => toInstant(instant)?.toISOString() ?? null;
