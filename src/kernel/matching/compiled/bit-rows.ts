/**
 * A row of bits, one for each tier of each offer, 32 to a word. Bit b of word w stands for row `32 * w + b`; bits past
 * the last row are zero in what is stored, and anything in between. All operations are O(words).
 */
export type BitRow = Int32Array;

/** Words that hold so many rows. */
export function wordsFor(rows: number): number {
  return (rows + 31) >>> 5;
}

export function setBit(bits: BitRow, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] as number) | (1 << (row & 31));
}

export function flipBit(bits: BitRow, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] as number) ^ (1 << (row & 31));
}

export function hasBit(bits: BitRow, row: number): boolean {
  return (((bits[row >>> 5] as number) >>> (row & 31)) & 1) === 1;
}

/** The bits of rows `0 … rows - 1`, and none above. */
export function allRows(rows: number): BitRow {
  const bits = new Int32Array(wordsFor(rows)).fill(-1);
  if (rows & 31) bits[bits.length - 1] = (1 << (rows & 31)) - 1;
  return bits;
}

/** Ones in a word: the usual sideways addition. */
export function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function countBits(bits: BitRow): number {
  let count = 0;
  for (let w = 0; w < bits.length; w++) count += ones(bits[w] as number);
  return count;
}

/** Calls `each` with every row whose bit is set, rising. */
export function forEachBit(bits: BitRow, each: (row: number) => void): void {
  for (let w = 0; w < bits.length; w++) {
    for (let word = bits[w] as number; word !== 0; word &= word - 1) each((w << 5) + lowestBit(word));
  }
}

/** The rows whose bit is set in these and not in those. */
export function bitsOnlyIn(these: BitRow, those: BitRow): number[] {
  const found: number[] = [];
  for (let w = 0; w < these.length; w++) {
    let word = (these[w] as number) & ~(those[w] as number);
    for (; word !== 0; word &= word - 1) found.push((w << 5) + lowestBit(word));
  }
  return found;
}

/** A list of rows is written so far beyond its end. */
export const spareBits = 2;

/**
 * Lists the rows whose bit is set, rising, from a place in an array on; answers how many. Two of each word are written
 * down whether they are there or not: most words have none, one or two, and which of these nobody could guess.
 */
export function listBits(bits: BitRow, into: Int32Array, from = 0): number {
  let end = from;
  for (let w = 0; w < bits.length; w++) {
    const last = (w << 5) + 31;
    let word = bits[w] as number;
    into[end] = last - Math.clz32(word & -word);
    end += (word | -word) >>> 31;
    word &= word - 1;
    into[end] = last - Math.clz32(word & -word);
    end += (word | -word) >>> 31;
    for (word &= word - 1; word !== 0; word &= word - 1) {
      into[end] = last - Math.clz32(word & -word);
      end += 1;
    }
  }
  return end - from;
}

/** The place of the lowest one of a word that is not zero. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
