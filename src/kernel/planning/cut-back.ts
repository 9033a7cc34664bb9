import { collegeTerm } from './college-term.js';
import type { PlanInstance } from './instance.js';
import type { Opening } from './solve-component.js';

/**
 * Makes a plan that was cut off keep the rules again, by taking out: classes beyond a college's greatest number (the
 * smallest first), demands below their least, classes below their floor or of one firm where that is not wanted, until
 * nothing more falls. Pins may break: the caller looks.
 */
export function cutBack(instance: PlanInstance, openings: readonly Opening[]): Opening[] {
  const classes = openings.flatMap(({ term, classes: list }) => list.map((shares) => ({ term, shares: [...shares] })));
  const { maxClassesPerCollegeTerm: cap, oneFirmShare, singleFirmClasses } = instance.rules;
  const sizeOf = (shares: Opening['classes'][number]): number => shares.reduce((sum, { seats }) => sum + seats, 0);
  const bySize = [...classes].sort((a, b) => sizeOf(b.shares) - sizeOf(a.shares) || a.term.index - b.term.index);
  const count = new Map<string, number>();
  let kept = bySize.filter(({ term }) => {
    const key = collegeTerm(term);
    count.set(key, (count.get(key) ?? 0) + 1);
    return cap === null || (count.get(key) ?? 0) <= cap;
  });
  for (;;) {
    const had = new Map<number, number>();
    for (const { candidate, seats } of kept.flatMap(({ shares }) => shares))
      had.set(candidate.index, (had.get(candidate.index) ?? 0) + seats);
    const next = kept
      .map(({ term, shares }) => ({
        term,
        shares: shares.filter(({ candidate }) => (had.get(candidate.index) ?? 0) >= candidate.demand.headcountMin),
      }))
      .filter(({ term, shares }) => {
        const size = sizeOf(shares);
        if (size < term.of.minClass) return false;
        const firms = new Map<string, number>();
        for (const { candidate, seats } of shares)
          firms.set(candidate.demand.organisation, (firms.get(candidate.demand.organisation) ?? 0) + seats);
        if (firms.size === 1) return singleFirmClasses;
        return oneFirmShare === null || Math.max(...firms.values()) * 100 <= oneFirmShare * size;
      });
    const total = (list: typeof kept): number => list.reduce((sum, { shares }) => sum + sizeOf(shares), 0);
    if (total(next) === total(kept)) break;
    kept = next;
  }
  return openings.flatMap(({ term }) => {
    const left = kept.filter((one) => one.term === term).map(({ shares }) => shares);
    return left.length > 0 ? [{ term, classes: left }] : [];
  });
}
