import { positionOf } from '../intervals.js';
import { absent, type FactValue } from '../facts.js';
import { firstAcross } from './crossing.js';
import type { Derivation } from '../fact-model.js';
import type { FactDefinition } from '../vocabulary.js';
import type { Axis } from './leaf.js';
import type { Reading } from './reading.js';

/** No amount or count beyond this is tried, and none below 1. */
const farthest = 1e15;

/**
 * The numbers at which some hard criterion of the shelf may change its verdict when this fact is changed, rising, each
 * the first behind a change and none the first of all: bounds on the fact itself, and bounds on facts derived from it,
 * traced back. Deriving must rise or fall steadily. O(bounds), and some six derivations for each derived one.
 */
export function sourceCuts(reading: Reading, { key, kind }: FactDefinition): number[] {
  const { shelf } = reading;
  const cuts: number[] = [];
  for (const { axis } of shelf.following(key).axes) {
    const there = shelf.hardCuts(axis);
    if (axis.factKey === key) for (const cut of there) insert(cuts, cut);
    else if (there.length > 0) for (const cut of traced(reading, key, kind as 'money', axis, there)) insert(cuts, cut);
  }
  return cuts;
}

/** Keeps them rising, and each once. */
function insert(cuts: number[], cut: number): void {
  if (cut <= 1 || !Number.isSafeInteger(cut)) return;
  let at = cuts.length;
  while (at > 0 && (cuts[at - 1] as number) > cut) at -= 1;
  if (at > 0 && cuts[at - 1] === cut) return;
  cuts.push(cut);
  for (let last = cuts.length - 1; last > at; last--) cuts[last] = cuts[last - 1] as number;
  cuts[at] = cut;
}

/** The numbers at which a fact derived from this one comes to each of some bounds. */
function traced(
  reading: Reading,
  key: string,
  kind: 'money' | 'count' | 'ppm',
  { factKey, definition }: Axis,
  bounds: readonly number[],
): number[] {
  const { derivations } = reading.shelf.following(key);
  /** The fact and what is derived from it, in that order. */
  const keys = [key, ...derivations.map((derivation) => derivation.key)];
  const trial: FactValue[] = keys.map(() => absent);
  let ready = 0;
  const fact = (part: string): FactValue => {
    for (let at = 0; at < ready; at++) if (keys[at] === part) return trial[at] as FactValue;
    return reading.factOf(part);
  };
  const placeWith = (value: number): number | undefined => {
    trial[0] = { state: 'known', kind, value };
    for (ready = 1; ready < keys.length; ready++) trial[ready] = (derivations[ready - 1] as Derivation).compute(fact);
    const derived = fact(factKey);
    return derived.state === 'known' ? positionOf(definition, derived) : undefined;
  };
  const [low, high] = [placeWith(1), placeWith(farthest)];
  const found: number[] = [];
  for (const bound of bounds) {
    const away = (value: number): number | undefined => {
      const at = value === 1 ? low : value === farthest ? high : placeWith(value);
      return at === undefined ? undefined : at - bound;
    };
    const at = firstAcross(away, 1, farthest);
    if (at !== undefined) found.push(at);
  }
  return found;
}
