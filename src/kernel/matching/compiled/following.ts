import type { Derivation, FactModel } from '../fact-model.js';
import type { BitAxis } from './bit-axis.js';
import type { Axis } from './leaf.js';

/** What has to be computed and located anew when a fact changes. */
export interface Following {
  readonly derivations: readonly LocatedDerivation[];
  readonly axes: readonly LocatedAxis[];
}

/** A derivation with the places of its fact and of those that it is computed from. */
export interface LocatedDerivation extends Derivation {
  readonly at: number;
  readonly fromAt: readonly number[];
}

/** An axis with the bit axes on it, and their places in the shelf: a fact is read once for all of them. */
export interface LocatedAxis {
  readonly axis: Axis;
  /** The place of its fact. */
  readonly factAt: number;
  readonly bitAxes: readonly BitAxis[];
  readonly indexes: readonly number[];
}

/** The facts that some axes look at, those they are derived from, and the place of each. */
export interface LocatedFacts {
  readonly factAt: ReadonlyMap<string, number>;
  /** All of it: what a demand that was never seen needs. */
  readonly everything: Following;
}

export function locateFacts(model: FactModel, axes: readonly Axis[], bitAxes: readonly BitAxis[]): LocatedFacts {
  const asked = new Set(axes.map(({ factKey }) => factKey));
  const derivations = derivationsFor(model, asked);
  const factKeys = new Set([...asked, ...derivations.flatMap(({ key, from }) => [...from, key])]);
  const factAt = new Map([...factKeys].map((key, at) => [key, at]));
  const placeOf = (key: string): number => factAt.get(key) ?? -1;
  return {
    factAt,
    everything: {
      derivations: derivations.map((one) => ({ ...one, at: placeOf(one.key), fromAt: one.from.map(placeOf) })),
      axes: axes.map((axis) => {
        const indexes = bitAxes.flatMap((one, at) => (one.axis === axis ? [at] : []));
        return { axis, factAt: placeOf(axis.factKey), indexes, bitAxes: indexes.map((at) => bitAxes[at] as BitAxis) };
      }),
    },
  };
}

/** What of it follows when one fact changes. */
export function followersOf({ derivations, axes }: Following, key: string): Following {
  const keys = new Set([key]);
  const follow = derivations.filter(({ key: derived, from }) => {
    const follows = from.some((part) => keys.has(part));
    if (follows) keys.add(derived);
    return follows;
  });
  return { derivations: follow, axes: axes.filter(({ axis }) => keys.has(axis.factKey)) };
}

/** The derivations that these facts need, with those they are computed from, in the model's order. */
function derivationsFor(model: FactModel, keys: ReadonlySet<string>): Derivation[] {
  const needed = new Set(keys);
  for (const { key, from } of model.derivations.toReversed())
    if (needed.has(key)) for (const part of from) needed.add(part);
  return model.derivations.filter(({ key }) => needed.has(key));
}
