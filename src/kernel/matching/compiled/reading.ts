import { factOf, type FactSheet, type FactValue } from '../facts.js';
import { notKnown, type Answer, type Axis, type Leaf, type Spot } from './leaf.js';
import { placeOnLine } from './place-on-line.js';
import type { Day } from '../months.js';
import type { AxisBits, BitAxis } from './bit-axis.js';
import type { RowAt } from './row-pool.js';
import type { Following, LocatedDerivation } from './following.js';
import type { CompiledShelf } from './shelf.js';

/**
 * One demand's facts located on a shelf: where each lies on its axis, and which bit rows speak of it. Made once, in
 * O(axes × look-up), it can be asked as often as wanted, for as long as neither facts, day nor shelf change.
 */
export class Reading {
  /** By leaf: its answer plus one, zero while it was not asked. */
  private answers: Int8Array | null = null;
  /** By axis, those that were asked for: most demands are judged by their places alone. */
  private spots: (Spot | null | undefined)[] | null = null;

  private constructor(
    readonly shelf: CompiledShelf,
    readonly today: Day,
    private readonly stated: FactSheet,
    /** Those that the shelf asks for or derives from, in its order; derived and changed ones stand for the stated. */
    private readonly facts: FactValue[],
    /** By bit axis: which of its places the fact falls in. */
    readonly places: number[],
  ) {}

  /** Derived facts are computed anew. Throws when a fact is not of its declared kind. */
  static of(shelf: CompiledShelf, stated: FactSheet, today: Day): Reading {
    const reading = new Reading(shelf, today, stated, shelf.order.read(stated), shelf.nowhere.slice());
    reading.locate(shelf.everything);
    return reading;
  }

  /** The same demand with one fact changed, derived ones following. O(axes that follow it). */
  changed(key: string, fact: FactValue): Reading {
    const { shelf, today } = this;
    const at = shelf.factAt.get(key);
    const stated = at === undefined ? { ...this.stated, [key]: fact } : this.stated;
    const facts = this.facts.slice();
    if (at !== undefined) facts[at] = fact;
    const reading = new Reading(shelf, today, stated, facts, this.places.slice());
    reading.locate(shelf.following(key));
    return reading;
  }

  /** The same demand once more, for changes to be tried on. */
  copy(): Reading {
    return new Reading(this.shelf, this.today, this.stated, this.facts.slice(), this.places.slice());
  }

  /** Changes a fact, and what follows it, in this very reading: for a copy that nobody else holds. */
  put(key: string, fact: FactValue): void {
    const { factAt } = this.shelf;
    this.facts[factAt.get(key) ?? -1] = fact;
    this.answers = null;
    this.spots = null;
    this.locate(this.shelf.following(key));
  }

  /** A fact as it was read, derived ones included. */
  factOf(key: string): FactValue {
    const at = this.shelf.factAt.get(key);
    return at === undefined ? factOf(this.stated, key) : (this.facts[at] as FactValue);
  }

  /** The known fact as an axis sees it; nothing when it is unknown. */
  spot(axis: Axis): Spot | null {
    const spots = (this.spots ??= []);
    const made = spots[axis.id];
    if (made !== undefined) return made;
    const fact = this.factOf(axis.factKey);
    const at = fact.state === 'known' ? placeOnLine(axis, fact, this.today) : NaN;
    const spot = fact.state === 'known' ? { fact, today: this.today, at } : null;
    spots[axis.id] = spot;
    return spot;
  }

  /** The rows that are not met on a bit axis, whether they fail or cannot tell. */
  open(index: number): RowAt {
    const { bitAxes } = this.shelf;
    const axis = bitAxes[index] as BitAxis;
    const place = this.places[index] as number;
    return axis.kept(place) ?? axis.made(place, this.spot(axis.axis));
  }

  bits(index: number): AxisBits {
    const axis = this.shelf.bitAxes[index] as BitAxis;
    return axis.bits(this.places[index] as number, this.spot(axis.axis));
  }

  /** What a leaf says; asked once a reading. */
  answer(leaf: Leaf): Answer {
    const answers = (this.answers ??= new Int8Array(this.shelf.leaves.length));
    const known = answers[leaf.id] as number;
    if (known > 0) return (known - 1) as Answer;
    const spot = this.spot(leaf.axis);
    const answer = spot ? leaf.answer(spot) : notKnown;
    answers[leaf.id] = answer + 1;
    return answer;
  }

  private locate({ derivations, axes }: Following): void {
    const { facts, places, today } = this;
    if (derivations.length > 0) this.derive(derivations);
    for (let n = 0; n < axes.length; n++) {
      const { axis, factAt, bitAxes, indexes } = axes[n] as Following['axes'][number];
      const fact = facts[factAt] as FactValue;
      const known = fact.state === 'known';
      const at = known ? placeOnLine(axis, fact, today) : NaN;
      for (let b = 0; b < indexes.length; b++)
        places[indexes[b] as number] = known ? (bitAxes[b] as BitAxis).placeOf(fact, at) : 0;
    }
  }

  private derive(derivations: Following['derivations']): void {
    const { facts } = this;
    let asked = derivations[0] as LocatedDerivation;
    const fact = (key: string): FactValue => {
      for (let n = 0; n < asked.from.length; n++)
        if (asked.from[n] === key) return facts[asked.fromAt[n] as number] as FactValue;
      return this.factOf(key);
    };
    for (asked of derivations) facts[asked.at] = asked.compute(fact);
  }
}
