import type { BitRow } from './bit-rows.js';

/** Where a row of bits begins in the pool. */
export type RowAt = number;

/**
 * All bit rows of a shelf one behind the other in a single array: what is read by the million is then one array and a
 * few offsets, which is nearly three times as fast as an array a row. The row at 0 is empty and stays so.
 */
export class RowPool {
  /** Replaced when it grows: to be fetched anew after rows were added. */
  words: Int32Array;
  private used: number;

  constructor(
    /** Words in a row. */
    readonly width: number,
    /** Words that the kept rows of one axis may take: 4 MB, unless a test is to see what happens beyond. */
    readonly mostWords = 1 << 20,
  ) {
    this.words = new Int32Array(width * 32);
    this.used = width;
  }

  /** A new row of zeros. */
  take(): RowAt {
    const at = this.used;
    this.used += this.width;
    if (this.used > this.words.length) {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    return at;
  }

  /** A new row with these bits; the empty row where there are none. */
  keep(bits: BitRow): RowAt {
    if (bits.every((word) => word === 0)) return 0;
    return this.copy(bits, this.take());
  }

  copy(bits: BitRow, to: RowAt): RowAt {
    this.words.set(bits, to);
    return to;
  }

  clear(at: RowAt): void {
    this.words.fill(0, at, at + this.width);
  }

  /** Adds the bits of one row to another. */
  add(from: RowAt, to: RowAt): void {
    const { words, width } = this;
    for (let w = 0; w < width; w++) words[to + w] = (words[to + w] as number) | (words[from + w] as number);
  }

  row(at: RowAt): BitRow {
    return this.words.subarray(at, at + this.width);
  }

  has(at: RowAt, row: number): boolean {
    return (((this.words[at + (row >>> 5)] as number) >>> (row & 31)) & 1) === 1;
  }

  /** `into` becomes what is in `all` and in none of the rows; eight rows at a time, so that words are touched seldom. */
  without(rows: readonly RowAt[], all: BitRow, into: BitRow): void {
    this.takeAway(rows, 0, all, into);
    for (let at = 8; at < rows.length; at += 8) this.takeAway(rows, at, into, into);
  }

  private takeAway(rows: readonly RowAt[], first: number, from: BitRow, into: BitRow): void {
    const { words, width } = this;
    const { length } = rows;
    const a = first < length ? (rows[first] as RowAt) : 0;
    const b = first + 1 < length ? (rows[first + 1] as RowAt) : 0;
    const c = first + 2 < length ? (rows[first + 2] as RowAt) : 0;
    const d = first + 3 < length ? (rows[first + 3] as RowAt) : 0;
    const e = first + 4 < length ? (rows[first + 4] as RowAt) : 0;
    const f = first + 5 < length ? (rows[first + 5] as RowAt) : 0;
    const g = first + 6 < length ? (rows[first + 6] as RowAt) : 0;
    const h = first + 7 < length ? (rows[first + 7] as RowAt) : 0;
    for (let w = 0; w < width; w++) {
      into[w] =
        (from[w] as number) &
        ~(
          (words[a + w] as number) |
          (words[b + w] as number) |
          (words[c + w] as number) |
          (words[d + w] as number) |
          (words[e + w] as number) |
          (words[f + w] as number) |
          (words[g + w] as number) |
          (words[h + w] as number)
        );
    }
  }
}
