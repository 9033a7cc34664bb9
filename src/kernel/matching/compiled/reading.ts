import { factOf, type FactSheet, type FactValue } from '../facts.js';
import { positionOf } from '../intervals.js';
import { monthsBetween, type Day } from '../months.js';
import { notKnown, type Answer, type Axis, type Leaf, type Spot } from './leaf.js';
import type { AxisBits, BitAxis } from './bit-axis.js';
import type { RowAt } from './row-pool.js';
import type { CompiledShelf } from './shelf.js';

/**
 * One demand's facts located on a shelf: where each lies on its axis, and which bit rows speak of it. Made once, in
 * O(axes × look-up), it can be asked as often as wanted, for as long as neither facts, day nor shelf change.
 */
export class Reading {
  /** By axis: the known fact as the axis sees it; nothing when it is unknown. */
  readonly spots: readonly (Spot | null)[];
  /** By bit axis: which of its places the fact falls in. */
  private readonly places: readonly number[];
  private readonly derived: ReadonlyMap<string, FactValue>;
  /** By leaf: its answer plus one, zero while it was not asked. */
  private answers: Int8Array | null = null;

  /** Derived facts are computed anew. Throws when a fact is not of its declared kind. */
  constructor(
    readonly shelf: CompiledShelf,
    private readonly stated: FactSheet,
    readonly today: Day,
  ) {
    const derived = new Map<string, FactValue>();
    this.derived = derived;
    const fact = (key: string): FactValue => this.factOf(key);
    for (const { key, compute } of shelf.derivations) derived.set(key, compute(fact));
    this.spots = shelf.axes.map((axis) => spotOf(axis, fact(axis.factKey), today));
    this.places = shelf.bitAxes.map((bits) => bits.placeOf(this.spotOn(bits)));
  }

  /** A fact as it was read, derived ones included. */
  factOf(key: string): FactValue {
    return (this.derived.size > 0 ? this.derived.get(key) : undefined) ?? factOf(this.stated, key);
  }

  /** The rows that are not met on a bit axis, whether they fail or cannot tell. */
  open(index: number): RowAt {
    const axis = this.shelf.bitAxes[index] as BitAxis;
    return axis.open(this.places[index] as number, this.spotOn(axis));
  }

  bits(index: number): AxisBits {
    const axis = this.shelf.bitAxes[index] as BitAxis;
    return axis.bits(this.places[index] as number, this.spotOn(axis));
  }

  /** What a leaf says; asked once a reading. */
  answer(leaf: Leaf): Answer {
    const answers = (this.answers ??= new Int8Array(this.shelf.leaves.length));
    const known = answers[leaf.id] as number;
    if (known > 0) return (known - 1) as Answer;
    const spot = this.spots[leaf.axis.id];
    const answer = spot ? leaf.answer(spot) : notKnown;
    answers[leaf.id] = answer + 1;
    return answer;
  }

  private spotOn({ axis }: BitAxis): Spot | null {
    return this.spots[axis.id] as Spot | null;
  }
}

/** A fact as an axis sees it; nothing when it is unknown. */
function spotOf({ view, definition }: Axis, fact: FactValue, today: Day): Spot | null {
  if (fact.state === 'unknown') return null;
  if (fact.kind !== definition.kind) throw new TypeError(`${definition.key} is a ${definition.kind}`);
  if (view === 'line') {
    const at = fact.kind === 'flag' ? Number(fact.value) : (positionOf(definition, fact) ?? NaN);
    return { fact, today, at };
  }
  if (view !== 'age' && view !== 'not-age') return { fact, today, at: NaN };
  const day = fact.value as Day;
  return { fact, today, at: day <= today ? monthsBetween(day, today) : -1 };
}
