import { positionOf } from '../intervals.js';
import { known, type FactValue } from '../facts.js';
import { firstAcross } from './crossing.js';
import type { FactDefinition } from '../vocabulary.js';
import type { Axis } from './leaf.js';
import type { Reading } from './reading.js';
import type { CompiledShelf } from './shelf.js';

/** No amount or count beyond this is tried. */
const farthest = 1e15;

/**
 * The numbers at which some hard criterion of the shelf may change its verdict when this fact is changed, rising, each
 * the first behind a change: bounds on the fact itself, and bounds on facts derived from it, traced back. Deriving must
 * rise or fall steadily. O(bounds), and some six derivations for each derived one.
 */
export function sourceCuts(reading: Reading, { key, kind }: FactDefinition): number[] {
  const { shelf } = reading;
  const cuts = new Set<number>();
  for (const { axis } of shelf.following(key).axes) {
    const traced = axis.factKey === key ? (cut: number) => cut : tracer(reading, key, kind as 'money', axis);
    for (const cut of cutsOn(shelf, axis)) {
      const at = traced(cut);
      if (at !== undefined && at > 0 && Number.isSafeInteger(at)) cuts.add(at);
    }
  }
  return [...cuts].sort((a, b) => a - b);
}

/** Bounds of hard criteria on one axis: the first place of each stretch that satisfies one, and the first behind it. */
function cutsOn(shelf: CompiledShelf, { id }: Axis): Set<number> {
  const cuts = new Set<number>();
  for (const { intervals } of shelf.hardLeaves[id] ?? []) {
    for (const [low, high] of intervals) {
      if (Number.isFinite(low)) cuts.add(low);
      if (Number.isFinite(high)) cuts.add(high + 1);
    }
  }
  return cuts;
}

function tracer(reading: Reading, key: string, kind: 'money' | 'count' | 'ppm', { factKey, definition }: Axis) {
  const { derivations } = reading.shelf.following(key);
  const trial = new Map<string, FactValue>();
  const fact = (part: string): FactValue => trial.get(part) ?? reading.factOf(part);
  const placeWith = (value: number): number | undefined => {
    trial.set(key, known(kind, value));
    for (const derivation of derivations) trial.set(derivation.key, derivation.compute(fact));
    const derived = fact(factKey);
    return derived.state === 'known' ? positionOf(definition, derived) : undefined;
  };
  return (cut: number): number | undefined =>
    firstAcross(
      (value) => {
        const at = placeWith(value);
        return at === undefined ? undefined : at - cut;
      },
      1,
      farthest,
    );
}
