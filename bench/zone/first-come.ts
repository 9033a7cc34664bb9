import { termsOf } from '../../src/kernel/planning/terms.js';
import type { PlanInstance } from '../../src/kernel/planning/instance.js';

/**
 * What somebody would do by hand: the demands in the order in which they were filed, each into the fullest class of the
 * term that still takes it; classes that do not reach their floor do not open. @returns seats in classes that open
 */
export function firstCome(instance: PlanInstance): number {
  const terms = termsOf(instance).filter(({ classes }) => classes > 0);
  const seats = terms.map(() => 0);
  const given = new Map<string, number>();
  const key = (at: number): string => `${terms[at]?.college} ${terms[at]?.programme}`;
  for (const [index, demand] of instance.demands.entries()) {
    let best = -1;
    for (const [at, term] of terms.entries()) {
      const candidate = term.candidates.find((one) => one.index === index);
      if (!candidate) continue;
      const room = Math.min(
        term.of.maxClass - (seats[at] ?? 0),
        term.of.capacity - (given.get(key(at)) ?? 0),
        candidate.seats,
      );
      if (room >= demand.headcountMin && (best < 0 || (seats[at] ?? 0) > (seats[best] ?? 0))) best = at;
    }
    const term = terms[best];
    if (!term) continue;
    const left = Math.min(term.of.maxClass - (seats[best] ?? 0), term.of.capacity - (given.get(key(best)) ?? 0));
    const taken = Math.min(left, demand.headcountMax);
    seats[best] = (seats[best] ?? 0) + taken;
    given.set(key(best), (given.get(key(best)) ?? 0) + taken);
  }
  return seats.reduce((sum, one, at) => sum + (one >= (terms[at]?.of.minClass ?? 0) ? one : 0), 0);
}
