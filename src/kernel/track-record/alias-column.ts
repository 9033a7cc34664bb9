import type { Outcome } from './outcomes.js';

const MOSTLY = 0.99;

/**
 * Whether a column says the owner's name in other words (its code, its address): each owner has one value and each value
 * one owner. Such a column is known only once the owner is, so learning from it would be learning from the answer.
 */
export function namesOwner(rows: readonly Outcome[], column: number): boolean {
  const filled = rows.filter(({ cells }) => cells[column]?.trim());
  if (filled.length < rows.length / 2) return false;
  const pairs = filled.map(({ owner, cells }) => [owner, cells[column] as string] as const);
  const several = new Set(pairs.map(([owner]) => owner)).size;
  if (several < 2 || several > filled.length / 2) return false;
  return usual(pairs) >= MOSTLY && usual(pairs.map(([a, b]) => [b, a])) >= MOSTLY;
}

/** Share of pairs whose second is the most usual of its first. */
function usual(pairs: readonly (readonly [string, string])[]): number {
  const counts = new Map<string, Map<string, number>>();
  for (const [a, b] of pairs) {
    const of = counts.get(a) ?? new Map<string, number>();
    counts.set(a, of.set(b, (of.get(b) ?? 0) + 1));
  }
  let sum = 0;
  for (const of of counts.values()) sum += Math.max(...of.values());
  return sum / pairs.length;
}
