import { groupBy } from './group-by.js';
import type { Term } from './terms.js';

/** The college and month of a class, as one key. */
export function collegeTerm({ college, start }: { readonly college: string; readonly start: string }): string {
  return JSON.stringify([college, start]);
}

/** Colleges and months in which more than `cap` classes could open. */
export function tightCaps(terms: readonly Term[], cap: number): string[] {
  return groupBy(terms, collegeTerm).flatMap((same) => {
    const possible = same.reduce((sum, { classes }) => sum + classes, 0);
    return possible > cap ? same.slice(0, 1).map(collegeTerm) : [];
  });
}
