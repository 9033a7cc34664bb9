import type { Lifts, Strength } from './lifts.js';
import { rankOf, worthOf } from './metrics.js';
import type { Outcome } from './outcomes.js';
import type { Owners } from './popularity.js';

/** Most scores kept at a time: cases × owners. */
const ROOM = 3_000_000;
const MOST_CASES = 1500;

/** Later cases on which terms are tried, with the scores that the terms taken so far give. */
export class Trial {
  readonly cases: readonly Outcome[];
  private readonly truth: readonly number[];
  private readonly scores: Float64Array;
  private readonly temporary: Float64Array;

  constructor(
    later: readonly Outcome[],
    private readonly owners: Owners,
    shares: Float64Array,
  ) {
    const size = owners.names.length;
    const known = later.filter(({ owner }) => owners.at(owner) >= 0);
    const most = Math.max(100, Math.min(MOST_CASES, Math.floor(ROOM / size)));
    const step = Math.max(1, known.length / most);
    this.cases = Array.from(
      { length: Math.min(known.length, most) },
      (_, at) => known[Math.floor(at * step)] as Outcome,
    );
    this.truth = this.cases.map(({ owner }) => owners.at(owner));
    const prior = shares.map(Math.log);
    this.scores = new Float64Array(this.cases.length * size);
    for (const at of this.cases.keys()) this.scores.set(prior, at * size);
    this.temporary = new Float64Array(size);
  }

  valuesOf(lifts: Lifts): number[][] {
    return this.cases.map(({ cells }) => lifts.valuesOf(cells));
  }

  /** What each case is worth with one more term; with `every`, only each so many-th case is tried. */
  worths(lifts: Lifts | null, values: readonly (readonly number[])[], strength: Strength, every = 1): Float64Array {
    const size = this.owners.names.length;
    return Float64Array.from({ length: Math.ceil(this.cases.length / every) }, (_, place) => {
      const at = place * every;
      this.temporary.set(this.scores.subarray(at * size, (at + 1) * size));
      lifts?.add(this.temporary, values[at] ?? [], strength);
      return worthOf(rankOf(this.temporary, this.truth[at] as number));
    });
  }

  /** Takes a term for good; taking it again with a difference of weight changes its weight. */
  take(lifts: Lifts, values: readonly (readonly number[])[], strength: Strength): void {
    const size = this.owners.names.length;
    for (const at of this.cases.keys())
      lifts.add(this.scores.subarray(at * size, (at + 1) * size), values[at] ?? [], strength);
  }
}

export function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How much better on average, less one and a half standard errors: positive only where it is hardly chance. */
export function sureGain(before: Float64Array, after: Float64Array): number {
  const gains = after.map((value, at) => value - (before[at] as number));
  const mean = meanOf(gains);
  const variance = meanOf(gains.map((gain) => (gain - mean) ** 2));
  return mean - 1.5 * Math.sqrt(variance / Math.max(1, gains.length));
}
