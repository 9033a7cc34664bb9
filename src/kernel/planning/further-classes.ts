import { apart } from './eligibility.js';
import { collegeTerm } from './college-term.js';
import { mostOfFirm } from './most-of-firm.js';
import { programmeKey } from './programme-key.js';
import type { PlanInstance } from './instance.js';
import type { Share } from './packing.js';
import type { Opening } from './solve-component.js';
import type { Term } from './terms.js';

/**
 * Goes on with a plan where time ended, without a solver: again and again the class opens that more people without a
 * seat can fill than any other. It keeps every rule.
 */
export function furtherClasses({ rules }: PlanInstance, terms: readonly Term[], found: readonly Opening[]): Opening[] {
  const opened = new Map<Term, (readonly Share[])[]>();
  const served = new Set<number>();
  const seatsOf = new Map<string, number>();
  const classesOf = new Map<string, number>();
  const open = (term: Term, shares: readonly Share[]): void => {
    opened.set(term, [...(opened.get(term) ?? []), shares]);
    seatsOf.set(programmeKey(term), (seatsOf.get(programmeKey(term)) ?? 0) + sizeOf(shares));
    classesOf.set(collegeTerm(term), (classesOf.get(collegeTerm(term)) ?? 0) + 1);
    for (const { candidate } of shares) served.add(candidate.index);
  };
  for (const { term, classes } of found) for (const shares of classes) open(term, shares);
  /** Classes as they could open now; those stay who neither lose a demand nor room. */
  const filled = new Map<Term, readonly Share[]>();
  for (;;) {
    let best: { term: Term; shares: readonly Share[]; size: number } | null = null;
    for (const term of terms) {
      const here = opened.get(term)?.length ?? 0;
      const beside = classesOf.get(collegeTerm(term)) ?? 0;
      if (here >= term.classes || beside >= (rules.maxClassesPerCollegeTerm ?? Infinity)) continue;
      let shares = filled.get(term);
      if (!shares) {
        const room = Math.min(term.of.maxClass, term.of.capacity - (seatsOf.get(programmeKey(term)) ?? 0));
        shares = fill(rules, term, served, room);
        filled.set(term, shares);
      }
      const size = sizeOf(shares);
      if (size >= term.of.minClass && size > (best?.size ?? 0)) best = { term, shares, size };
    }
    if (!best) break;
    open(best.term, best.shares);
    for (const [term, shares] of filled)
      if (term.of === best.term.of || shares.some(({ candidate }) => served.has(candidate.index))) filled.delete(term);
  }
  return [...opened].map(([term, classes]) => ({ term, classes }));
}

/** Who fits into one class, in the order of filing; nobody where the rules on firms cannot be kept. */
function fill(rules: PlanInstance['rules'], term: Term, served: ReadonlySet<number>, room: number): Share[] {
  const shares: Share[] = [];
  const most = mostOfFirm(rules, term.of);
  const firms = new Map<string, number>();
  let left = room;
  for (const candidate of term.candidates) {
    const { demand, index } = candidate;
    if (served.has(index) || shares.some((one) => apart(one.candidate.demand, demand))) continue;
    const own = firms.get(demand.organisation) ?? 0;
    const seats = Math.min(candidate.seats, left, most - own);
    if (seats < demand.headcountMin) continue;
    shares.push({ candidate, seats });
    firms.set(demand.organisation, own + seats);
    left -= seats;
  }
  return firms.size === 1 && !rules.singleFirmClasses ? [] : shares;
}

function sizeOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { seats }) => sum + seats, 0);
}
