import { lowestBit, setBit, wordsFor, type BitRow } from './bit-rows.js';
import type { Alternative } from './alternatives.js';
import type { AttemptRoom } from './attempt-room.js';
import type { Contenders } from './contenders.js';
import type { Reach } from './passing.js';
import type { Reading } from './reading.js';

/**
 * What comes so far with each alternative of one fact, as bits by number of contender, and with it or any smaller one.
 * Good until the shelf is asked for changes again.
 */
export class Attempts {
  /** Where the row of what is open as it is lies; behind it what is open with each alternative. */
  private readonly nowAt: number;
  private readonly openAt: number;
  /** The same added up: what is open as it is, with this alternative or with a smaller one. */
  private readonly sumsAt: number;
  private readonly telling: boolean[] = [];
  private readonly width: number;

  constructor(
    private readonly room: AttemptRoom,
    private readonly contenders: Contenders,
    now: BitRow,
    private readonly tried: readonly Alternative[],
  ) {
    this.width = wordsFor(contenders.offerCount);
    this.nowAt = room.take(this.width * (2 + 2 * tried.length));
    this.openAt = this.nowAt + this.width;
    this.sumsAt = this.openAt + this.width * tried.length;
    contenders.pick(now, this.nowAt);
  }

  /** Tries an alternative; smaller ones come first. */
  add(at: number, trial: Reading, reach: Reach): void {
    const { width, nowAt } = this;
    const { less } = this.tried[at] as Alternative;
    const to = this.openAt + at * width;
    const sum = this.sumsAt + at * width;
    const first = less.length > 0 ? this.sumsAt + (less[0] as number) * width : nowAt;
    const second = less.length > 1 ? this.sumsAt + (less[1] as number) * width : nowAt;
    this.contenders.passing(trial, reach, to);
    const { words } = this.room;
    let fresh = 0;
    for (let w = 0; w < width; w++) {
      const word = words[to + w] as number;
      const sooner = (words[first + w] as number) | (words[second + w] as number);
      fresh |= word & ~sooner;
      words[sum + w] = word | sooner;
    }
    this.telling.push(fresh !== 0);
  }

  /** Whether it opens an offer that nothing smaller opens. */
  tells(at: number): boolean {
    return this.telling[at] ?? false;
  }

  /** The offers that come so far with an alternative and not as it is. */
  opens(at: number): number[] {
    return this.offersIn(this.openAt + at * this.width, this.nowAt);
  }

  /** Those that come so far as it is and not with the alternative. */
  closes(at: number): number[] {
    return this.offersIn(this.nowAt, this.openAt + at * this.width);
  }

  /** Sets the bits, from a word on, of the places in a list of offers that come so far as it is, with an alternative or with a smaller one. */
  reached(at: number, numbers: readonly number[], into: BitRow, from: number): void {
    const { words } = this.room;
    const sum = this.sumsAt + at * this.width;
    for (let n = 0; n < numbers.length; n++) {
      const number = numbers[n] as number;
      if (number >= 0 && (((words[sum + (number >>> 5)] as number) >>> number) & 1) === 1)
        setBit(into, (from << 5) + n);
    }
  }

  /** The number by which each of some offers goes here; -1 for those that cannot come so far. */
  numbersOf(offers: readonly number[]): number[] {
    return offers.map((offer) => this.contenders.numberOf(offer));
  }

  /** Of numbers: whether everything further the same way opens at least the same. From the furthest to the nearest. */
  onwards(): boolean[] {
    const { tried, width, nowAt, openAt } = this;
    const { words } = this.room;
    const further = this.sumsAt + width * tried.length;
    const onwards = tried.map(() => false);
    for (let at = tried.length - 1; at >= 0; at--) {
      if (tried[at]?.change.kind !== 'number') continue;
      const last = at + 1 === tried.length || tried[at + 1]?.less[0] !== at;
      if (last) words.fill(-1, further, further + width);
      const from = openAt + at * width;
      let lost = 0;
      for (let w = 0; w < width; w++) {
        const word = words[from + w] as number;
        const open = words[further + w] as number;
        lost |= word & ~((words[nowAt + w] as number) | open);
        words[further + w] = open & word;
      }
      onwards[at] = lost === 0;
    }
    return onwards;
  }

  /** The offers in one row of bits and not in another. */
  private offersIn(these: number, those: number): number[] {
    const { words } = this.room;
    const found: number[] = [];
    for (let w = 0; w < this.width; w++) {
      let word = (words[these + w] as number) & ~(words[those + w] as number);
      for (; word !== 0; word &= word - 1) found.push(this.contenders.offer((w << 5) + lowestBit(word)));
    }
    return found;
  }
}
