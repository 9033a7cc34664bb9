import { Problem } from '../../src/kernel/problem.js';
import { statusOf } from '../../src/kernel/problems.js';

export interface Outcome<T> {
  readonly won: readonly T[];
  /** Codes of the refusals, sorted. */
  readonly refused: readonly string[];
}

/** Starts all at once. A refusal in our own words (below 500) is an answer; anything else is a fault of the program. */
export async function race<T>(...starts: readonly (() => Promise<T>)[]): Promise<Outcome<T>> {
  const ends = await Promise.allSettled(starts.map((start) => start()));
  const won: T[] = [];
  const refused: string[] = [];
  for (const end of ends) {
    if (end.status === 'fulfilled') won.push(end.value);
    else if (end.reason instanceof Problem && statusOf(end.reason.code) < 500) refused.push(end.reason.code);
    else throw end.reason;
  }
  return { won, refused: refused.toSorted() };
}

export const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
