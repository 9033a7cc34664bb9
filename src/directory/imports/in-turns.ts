import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * As `map`, a few hundred at a time: with an embedded database nobody else is served while this process computes, and a
 * sheet may have 20,000 rows.
 */
export async function mapInTurns<T, R>(items: readonly T[], make: (item: T, i: number) => R, each = 250): Promise<R[]> {
  const made: R[] = [];
  for (const [i, item] of items.entries()) {
    if (i % each === each - 1) await nextTurn();
    made.push(make(item, i));
  }
  return made;
}
