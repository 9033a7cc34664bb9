import { featuresOf, crossed, type Feature } from './features.js';
import { Lifts, type Strength } from './lifts.js';
import type { OutcomeTable } from './outcomes.js';
import { Owners, popularity, recency } from './popularity.js';
import { splitByShare } from './time-split.js';
import { lastDay, type Choice, type Term } from './track-record.js';
import { meanOf, sureGain, Trial } from './trial.js';

const HALF_LIVES = [Infinity, 1460, 730, 365, 180, 90, 30];
const LIFT_HALF_LIVES = [Infinity, 730, 180];
const FIRST: Strength = { alpha: 8, weight: 0.6 };
const ALPHAS = [2, 8, 32, 128];
const WEIGHTS = [0.3, 0.6, 1];
const STEPS = [-0.3, -0.15, 0.15, 0.3];
const MOST_TERMS = 8;
/** Below this a gain is not worth a term that people have to read. */
const LEAST_GAIN = 0.0005;

export interface Chosen {
  readonly choice: Choice;
  /** Of the half-lives that do fade the one that ranks best by popularity alone: the stronger of the two baselines. */
  readonly recentHalfLife: number;
}

interface Candidate {
  readonly parts: readonly string[];
  readonly lifts: Lifts;
  readonly values: readonly (readonly number[])[];
}

/**
 * Chooses what the estimate looks at, and how far it believes it, on the last fifth of the past alone: starts from
 * popularity and takes the term that helps most, as long as one surely helps. Where nothing does, popularity it stays.
 */
export function choose(past: OutcomeTable): Chosen {
  const { past: inner, later } = splitByShare(past.rows, 0.8);
  if (inner.length === 0 || later.length === 0)
    return { choice: { halfLife: Infinity, liftHalfLife: Infinity, terms: [] }, recentHalfLife: 365 };
  const owners = new Owners(inner);
  const today = lastDay(inner);
  const sharesAt = (halfLife: number) => popularity(owners, inner, recency(inner, today, halfLife));
  const tried = HALF_LIVES.map((halfLife) => {
    const trial = new Trial(later, owners, sharesAt(halfLife));
    return { halfLife, worth: meanOf(trial.worths(null, [], FIRST)) };
  });
  const best = (list: typeof tried) => list.reduce((a, b) => (b.worth > a.worth ? b : a)).halfLife;
  const halfLife = best(tried);
  const features = featuresOf({ columns: past.columns, rows: inner });
  const plans = LIFT_HALF_LIVES.map((liftHalfLife) => {
    const weights = recency(inner, today, liftHalfLife);
    const shares = popularity(owners, inner, weights);
    const make = (feature: Feature) => new Lifts(feature, owners, inner, weights, shares);
    const trial = new Trial(later, owners, sharesAt(halfLife));
    return { liftHalfLife, ...forward(trial, features, make) };
  });
  const { liftHalfLife, terms } = plans.reduce((a, b) => (b.worth > a.worth + LEAST_GAIN ? b : a));
  return { choice: { halfLife, liftHalfLife, terms }, recentHalfLife: best(tried.slice(1)) };
}

/** Takes one term after the other; two that were taken may also be taken together. */
function forward(
  trial: Trial,
  features: readonly Feature[],
  make: (feature: Feature) => Lifts,
): { readonly terms: readonly Term[]; readonly worth: number } {
  const candidate = (feature: Feature, parts: readonly string[]): Candidate => {
    const lifts = make(feature);
    return { parts, lifts, values: trial.valuesOf(lifts) };
  };
  const worths = ({ lifts, values }: Candidate, strength: Strength, every = 1) =>
    trial.worths(lifts, values, strength, every);
  /** To find the candidate a few hundred cases will do; whether it is taken is decided on all. */
  const every = Math.max(1, Math.floor(trial.cases.length / 400));
  let open = features.map((feature) => candidate(feature, [feature.name]));
  let now = trial.worths(null, [], FIRST);
  const taken: { one: Candidate; strength: Strength }[] = [];
  while (open.length > 0 && taken.length < MOST_TERMS) {
    const scored = open.map((one) => ({ one, worth: meanOf(worths(one, FIRST, every)) }));
    const { one } = scored.reduce((a, b) => (b.worth > a.worth ? b : a));
    const { strength, after } = ALPHAS.flatMap((alpha) => WEIGHTS.map((weight) => ({ alpha, weight })))
      .map((each) => ({ strength: each, after: worths(one, each) }))
      .reduce((a, b) => (meanOf(b.after) > meanOf(a.after) ? b : a));
    if (sureGain(now, after) <= LEAST_GAIN) break;
    trial.take(one.lifts, one.values, strength);
    now = after;
    open = open.filter((other) => other !== one);
    if (one.parts.length === 1)
      for (const { one: other } of taken)
        if (other.parts.length === 1)
          open.push(candidate(crossed(other.lifts.feature, one.lifts.feature), [...other.parts, ...one.parts]));
    taken.push({ one, strength });
  }
  for (const entry of taken)
    for (const step of STEPS) {
      const weight = entry.strength.weight + step;
      if (weight <= 0) continue;
      const change = { alpha: entry.strength.alpha, weight: step };
      const after = worths(entry.one, change);
      if (meanOf(after) <= meanOf(now) + LEAST_GAIN) continue;
      trial.take(entry.one.lifts, entry.one.values, change);
      entry.strength = { alpha: change.alpha, weight };
      now = after;
    }
  return { terms: taken.map(({ one, strength }) => ({ parts: one.parts, strength })), worth: meanOf(now) };
}
