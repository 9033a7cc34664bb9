import { factOf, type FactSheet, type FactValue } from '../facts.js';
import { positionOf } from '../intervals.js';
import { monthsBetween, type Day } from '../months.js';
import { notKnown, type Answer, type Axis, type Leaf, type Spot } from './leaf.js';
import type { AxisBits, BitAxis } from './bit-axis.js';
import type { RowAt } from './row-pool.js';
import type { CompiledShelf, Following } from './shelf.js';

/**
 * One demand's facts located on a shelf: where each lies on its axis, and which bit rows speak of it. Made once, in
 * O(axes × look-up), it can be asked as often as wanted, for as long as neither facts, day nor shelf change.
 */
export class Reading {
  /** By leaf: its answer plus one, zero while it was not asked. */
  private answers: Int8Array | null = null;

  private constructor(
    readonly shelf: CompiledShelf,
    readonly today: Day,
    private readonly stated: FactSheet,
    /** Facts that stand before the stated ones: derived, or changed. */
    private readonly over: Map<string, FactValue>,
    /** By axis: the known fact as the axis sees it; nothing when it is unknown. */
    readonly spots: (Spot | null)[],
    /** By bit axis: which of its places the fact falls in. */
    private readonly places: number[],
  ) {}

  /** Derived facts are computed anew. Throws when a fact is not of its declared kind. */
  static of(shelf: CompiledShelf, stated: FactSheet, today: Day): Reading {
    const reading = new Reading(shelf, today, stated, new Map(), [], []);
    reading.locate(shelf.everything);
    return reading;
  }

  /** The same demand with one fact changed, derived ones following. O(axes that follow it). */
  changed(key: string, fact: FactValue): Reading {
    const { shelf, today, stated, over, spots, places } = this;
    const reading = new Reading(shelf, today, stated, new Map(over).set(key, fact), spots.slice(), places.slice());
    reading.locate(shelf.following(key));
    return reading;
  }

  /** A fact as it was read, derived ones included. */
  factOf(key: string): FactValue {
    return (this.over.size > 0 ? this.over.get(key) : undefined) ?? factOf(this.stated, key);
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

  private locate({ derivations, axes, bitAxes }: Following): void {
    const fact = (key: string): FactValue => this.factOf(key);
    for (const { key, compute } of derivations) this.over.set(key, compute(fact));
    for (const axis of axes) this.spots[axis.id] = spotOf(axis, fact(axis.factKey), this.today);
    for (const at of bitAxes) {
      const axis = this.shelf.bitAxes[at] as BitAxis;
      this.places[at] = axis.placeOf(this.spotOn(axis));
    }
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
