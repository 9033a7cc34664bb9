import { collegeTerm } from './college-term.js';
import { groupBy } from './group-by.js';
import { programmeKey } from './programme-key.js';
import type { PlanInstance } from './instance.js';
import type { Term } from './terms.js';

/**
 * Terms that need not be looked at: everybody who could join them could join an earlier term of the same programme,
 * which would take all the classes of both. A plan that opens such a class loses nothing by opening it earlier.
 * @param tight colleges and months (`collegeTerm`) that could have more classes than they may
 */
export function withoutDominated(instance: PlanInstance, terms: readonly Term[], tight: ReadonlySet<string>): Term[] {
  const pinned = new Set(instance.pins.flatMap((pin) => (pin.kind === 'demand' ? [] : [keyOf(pin)])));
  return groupBy(terms, programmeKey).flatMap((same) => {
    const { capacity, minClass, maxClassesPerTerm } = (same[0] as Term).of;
    if (Math.floor(capacity / minClass) > maxClassesPerTerm) return same;
    const byTime = same.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    return byTime.filter((term, at) => {
      if (pinned.has(keyOf(term))) return true;
      return !byTime.slice(0, at).some((earlier) => !tight.has(collegeTerm(earlier)) && takesAll(earlier, term));
    });
  });
}

function takesAll(earlier: Term, later: Term): boolean {
  const seats = new Map(earlier.candidates.map((one) => [one.index, one.seats]));
  return later.candidates.every((one) => (seats.get(one.index) ?? 0) >= one.seats);
}

function keyOf(term: { readonly college: string; readonly programme: string; readonly start: string }): string {
  return JSON.stringify([term.college, term.programme, term.start]);
}
