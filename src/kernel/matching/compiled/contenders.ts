import { listBits, lowestBit, spareBits, wordsFor, type BitRow } from './bit-rows.js';
import { blockedAt, passes, type Reach } from './passing.js';
import type { AttemptRoom } from './attempt-room.js';
import type { BitAxis } from './bit-axis.js';
import type { Reading } from './reading.js';
import type { CompiledShelf } from './shelf.js';

/**
 * The rows that come so far on all that does not follow one fact, so that this fact alone decides them: of thousands
 * mostly a hundred, numbered anew so that their bits fit a few words. Their offers are numbered, too; where no offer has
 * tiers these are the same numbers.
 */
export class Contenders {
  readonly offerCount: number;
  private readonly rowCount: number;
  private readonly rowsAt: number;
  private readonly offersAt: number;
  /** By row the number of its offer; nothing where it is the row's own. */
  private readonly numbersAt: number | null;
  /** By axis that follows the fact: the place that was asked about last, and behind one another what fails there. */
  private readonly places: number[] = [];
  private readonly failsAt: number;

  constructor(
    private readonly shelf: CompiledShelf,
    private readonly room: AttemptRoom,
    /** The hard axes that follow the fact. */
    private readonly following: readonly number[],
    elsewhere: BitRow,
  ) {
    this.rowsAt = room.take(shelf.rowCount + spareBits);
    this.rowCount = listBits(elsewhere, room.words, this.rowsAt);
    this.failsAt = room.take(following.length * wordsFor(this.rowCount));
    if (shelf.offers.length === shelf.rowCount) {
      this.offersAt = this.rowsAt;
      this.offerCount = this.rowCount;
      this.numbersAt = null;
      return;
    }
    this.offersAt = room.take(this.rowCount);
    this.numbersAt = room.take(this.rowCount);
    this.offerCount = this.numberOffers(this.numbersAt);
  }

  /** The place in the shelf of an offer by its number; they rise. */
  offer(number: number): number {
    return this.room.words[this.offersAt + number] as number;
  }

  /** The number of an offer; -1 when it is none of these. */
  numberOf(offer: number): number {
    let [low, high] = [0, this.offerCount];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.offer(middle) < offer) low = middle + 1;
      else high = middle;
    }
    return low < this.offerCount && this.offer(low) === offer ? low : -1;
  }

  /** Some offers of the shelf, given as bits, as bits by number. */
  pick(offers: BitRow, to: number): void {
    for (let base = 0; base < this.offerCount; base += 32)
      this.room.words[to + (base >>> 5)] = this.gathered(offers, 0, this.offersAt, base, this.offerCount);
  }

  /** The offers that come so far with a fact changed, as bits by number. O(axes that turn × rows). */
  passing(trial: Reading, reach: Reach, to: number): void {
    this.follow(trial, reach);
    const { words } = this.room;
    const width = wordsFor(this.rowCount);
    if (this.numbersAt !== null) words.fill(0, to, to + wordsFor(this.offerCount));
    for (let w = 0; w < width; w++) {
      let fails = 0;
      for (let n = 0; n < this.following.length; n++) fails |= words[this.failsAt + n * width + w] as number;
      const base = w << 5;
      const there = this.rowCount - base < 32 ? (1 << (this.rowCount - base)) - 1 : -1;
      const open = this.settled(trial, ~fails & there, base, reach);
      if (this.numbersAt === null) words[to + w] = open;
      else this.addNumbers(open, base, this.numbersAt, to);
    }
  }

  /** Finds what fails on the axes whose place is another than last time. */
  private follow(trial: Reading, reach: Reach): void {
    const { following, places, room, shelf } = this;
    const width = wordsFor(this.rowCount);
    for (let n = 0; n < following.length; n++) {
      const axis = following[n] as number;
      const place = trial.places[axis] as number;
      if (places[n] === place && (shelf.hardAxes[axis] as BitAxis).remembers(place)) continue;
      places[n] = place;
      const blocked = blockedAt(trial, axis, reach);
      for (let w = 0; w < width; w++)
        room.words[this.failsAt + n * width + w] = this.gathered(shelf.pool.words, blocked, this.rowsAt, w << 5, this.rowCount); // prettier-ignore
    }
  }

  /** The bits of up to 32 rows out of one row of bits. */
  private gathered(bits: Int32Array, from: number, listAt: number, base: number, count: number): number {
    const { words } = this.room;
    const first = listAt + base;
    let found = 0;
    // From the last to the first, which ends up lowest.
    for (let at = first + Math.min(32, count - base) - 1; at >= first; at--) {
      const row = words[at] as number;
      found = (found << 1) | (((bits[from + (row >> 5)] as number) >>> row) & 1);
    }
    return found;
  }

  /** Those without a residual unit that does not come so far. */
  private settled(trial: Reading, open: number, base: number, reach: Reach): number {
    const { residualUnits } = this.shelf;
    if (residualUnits.length === 0) return open;
    let kept = open;
    for (let word = open; word !== 0; word &= word - 1) {
      const units = residualUnits[this.room.words[this.rowsAt + base + lowestBit(word)] as number] ?? [];
      if (!units.every((unit) => passes(trial, unit, reach))) kept &= ~(word & -word);
    }
    return kept;
  }

  private addNumbers(open: number, base: number, numbersAt: number, to: number): void {
    const { words } = this.room;
    for (let word = open; word !== 0; word &= word - 1) {
      const number = words[numbersAt + base + lowestBit(word)] as number;
      const at = to + (number >>> 5);
      words[at] = (words[at] as number) | (1 << (number & 31));
    }
  }

  /** Rows of one offer lie together. */
  private numberOffers(numbersAt: number): number {
    const { words } = this.room;
    let count = 0;
    for (let n = 0; n < this.rowCount; n++) {
      const offer = this.shelf.offerOf[words[this.rowsAt + n] as number] as number;
      if (count === 0 || words[this.offersAt + count - 1] !== offer) {
        words[this.offersAt + count] = offer;
        count += 1;
      }
      words[numbersAt + n] = count - 1;
    }
    return count;
  }
}
