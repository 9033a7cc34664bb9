import { createHash } from 'node:crypto';

/** MySQL takes 64 characters. */
const LONGEST = 60;

/**
 * The name of a key or index, made from its table and columns, so that entities and migrations agree without naming it.
 * A name that would be too long ends in a digest instead.
 */
export function keyName(kind: 'uq' | 'ix' | 'fk', table: string, columns: readonly string[]): string {
  const name = [kind, table, ...columns].join('_');
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - 9)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
