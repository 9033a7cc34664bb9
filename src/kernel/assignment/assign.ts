import { hospitalOptimal, residentOptimal } from './deferred-acceptance.js';
import type { Finding } from './market.js';
import { readMarket, type AssignInstance, type Lottery } from './read-market.js';
import { stabilityChecker, type StabilityReport } from './stability.js';

export type Pair = readonly [resident: number, hospital: number];

/** One stable matching, with what the separate checker says of it. */
export interface SideAnswer {
  /** By resident, rising. */
  readonly pairs: readonly Pair[];
  /** Residents without a place, rising. */
  readonly unmatched: readonly number[];
  /** Empty, or the matching is not stable. */
  readonly blockingPairs: readonly Pair[];
}

/** The resident-optimal matching, which is the answer, and the hospital-optimal one beside it. */
export interface AssignAnswer extends SideAnswer {
  readonly residentOptimal: SideAnswer;
  /** null when there was no time left for it. */
  readonly hospitalOptimal: SideAnswer | null;
  /** Residents to whom it matters which side asks; whoever has no place has none either way (rural hospitals). */
  readonly differ: readonly number[];
  readonly lottery: Lottery | null;
  readonly found: readonly Finding[];
}

/**
 * Two-sided assignment with quotas: both sides' best stable matchings of one instance.
 * @param seed of the lottery that orders who is liked equally
 * @param goOn asked before the second matching; false leaves it out
 * @returns null with what was found when the instance is refused
 * @throws Error when the checker rejects our own matching: never a wrong answer instead of none
 */
export function assign(
  instance: AssignInstance,
  seed: number,
  goOn: () => boolean = () => true,
): { readonly answer: AssignAnswer | null; readonly found: readonly Finding[] } {
  const { market, found, lottery } = readMarket(instance, seed);
  if (!market) return { answer: null, found };
  const check = stabilityChecker(instance);
  const best = residentOptimal(market);
  const first = checked(check, best);
  const other = goOn() ? hospitalOptimal(market) : null;
  const second = other && checked(check, other);
  const differ: number[] = [];
  if (other) for (let r = 0; r < best.length; r++) if (best[r] !== other[r]) differ.push(r);
  const answer = { ...first, residentOptimal: first, hospitalOptimal: second, differ, lottery, found };
  return { answer, found };
}

function checked(check: (pairs: readonly Pair[]) => StabilityReport, hospitalOf: Int32Array): SideAnswer {
  const pairs: [number, number][] = [];
  const unmatched: number[] = [];
  for (const [r, h] of hospitalOf.entries()) {
    if (h < 0) unmatched.push(r);
    else pairs.push([r, h]);
  }
  const { blockingPairs, faults } = check(pairs);
  if (faults.length > 0) throw new Error(`no matching: ${faults.slice(0, 3).join('; ')}`);
  return { pairs, unmatched, blockingPairs };
}
