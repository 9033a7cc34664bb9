import { crossed, featuresOf, type Feature } from './features.js';
import { Lifts, type Strength } from './lifts.js';
import type { Outcome, OutcomeTable } from './outcomes.js';
import { FLOOR, Owners, popularity, recency } from './popularity.js';

/** One thing the estimate looks at: a feature, or two of them together, and how far it is believed. */
export interface Term {
  readonly parts: readonly string[];
  readonly strength: Strength;
}

/** All that is chosen before the estimate is made; half-lives in days, Infinity for no fading. */
export interface Choice {
  readonly halfLife: number;
  readonly liftHalfLife: number;
  readonly terms: readonly Term[];
}

/** Why an owner stands where it stands: what one term says of it. */
export interface Reason {
  readonly term: string;
  readonly value: readonly string[];
  /** By what the odds are multiplied; 1 says nothing. */
  readonly times: number;
}

export interface Ranked {
  readonly owner: string;
  readonly score: number;
}

/**
 * Which owner takes what kind of case, learned from outcomes: the owner's recent share of all of them, times a lift for
 * each term. Additive in logarithms, so that every rank is explained by its parts. The rows are the past: nothing of a
 * case to come enters.
 */
export class TrackRecord {
  readonly owners: Owners;
  private readonly logShares: Float64Array;
  private readonly lifts: readonly { readonly lifts: Lifts; readonly strength: Strength }[];

  /** @param past at least one row, in the order of their days */
  constructor(past: OutcomeTable, { halfLife, liftHalfLife, terms }: Choice) {
    const { rows } = past;
    const today = lastDay(rows);
    this.owners = new Owners(rows);
    this.logShares = popularity(this.owners, rows, recency(rows, today, halfLife)).map(Math.log);
    const weights = recency(rows, today, liftHalfLife);
    const liftShares = popularity(this.owners, rows, weights);
    const features = featuresOf(past);
    this.lifts = terms.map(({ parts, strength }) => ({
      lifts: new Lifts(featureNamed(features, parts), this.owners, rows, weights, liftShares),
      strength,
    }));
  }

  /** The score of each owner, in the order of their names; only differences mean something. */
  scores(cells: readonly string[]): Float64Array {
    const scores = this.logShares.slice();
    for (const { lifts, strength } of this.lifts) lifts.add(scores, lifts.valuesOf(cells), strength);
    return scores;
  }

  /** Owners for a case, best first; one without a past stands on the floor, which nobody is below. */
  rank(cells: readonly string[], owners: readonly string[]): Ranked[] {
    const scores = this.scores(cells);
    const floor = Math.log(FLOOR / this.owners.names.length);
    return owners
      .map((owner) => ({ owner, score: scores[this.owners.at(owner)] ?? floor }))
      .sort((a, b) => b.score - a.score || (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0));
  }

  /** What each term says of an owner for a case, strongest first; terms that say nothing are left out. */
  reasons(cells: readonly string[], owner: string): Reason[] {
    const place = this.owners.at(owner);
    if (place < 0) return [];
    return this.lifts
      .map(({ lifts, strength }) => {
        const scores = new Float64Array(this.owners.names.length);
        lifts.add(scores, lifts.valuesOf(cells), strength);
        const times = Math.exp(scores[place] as number);
        return { term: lifts.feature.name, value: lifts.feature.read(cells), times };
      })
      .filter(({ times }) => times > 1)
      .sort((a, b) => b.times - a.times);
  }
}

export function lastDay(rows: readonly Outcome[]): string {
  const last = rows.at(-1);
  if (!last) throw new RangeError('no outcomes to learn from');
  return last.day;
}

/** @throws RangeError when the table has no such feature */
export function featureNamed(features: readonly Feature[], parts: readonly string[]): Feature {
  const found = parts.map((name) => {
    const feature = features.find((one) => one.name === name);
    if (!feature) throw new RangeError(`no feature ${name}`);
    return feature;
  });
  return found.reduce(crossed);
}
