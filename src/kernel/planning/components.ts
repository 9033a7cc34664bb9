import { collegeTerm } from './college-term.js';
import { programmeKey } from './programme-key.js';
import type { Term } from './terms.js';

/**
 * Terms that have to be planned together: they share a demand, a programme's capacity or one of the given college
 * caps. What shares nothing is planned apart: goals are sums, so the best of each is the best of all.
 */
export function componentsOf(terms: readonly Term[], capped: ReadonlySet<string>): Term[][] {
  const parent = terms.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] as number;
    parent[at] = top;
    return top;
  };
  const seen = new Map<string, number>();
  for (const [at, term] of terms.entries()) {
    const keys = term.candidates.map(({ index }) => `demand ${index}`);
    keys.push(`programme ${programmeKey(term)}`);
    if (capped.has(collegeTerm(term))) keys.push(`college ${collegeTerm(term)}`);
    for (const key of keys) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, at);
      else parent[Math.max(root(at), root(other))] = Math.min(root(at), root(other));
    }
  }
  const groups = new Map<number, Term[]>();
  for (const [at, term] of terms.entries()) groups.set(root(at), [...(groups.get(root(at)) ?? []), term]);
  return [...groups.values()];
}
