import type { RowList } from './best-few.js';

/** Heavier shelves have no piles. */
const heaviestPiled = 1 << 13;

/**
 * The best few rows by laying all of them on piles, one a weight, and taking them off the heaviest first. No row is
 * compared with another, so that there is nothing to guess. O(count + most + weights / 32).
 */
export class WeightPiles {
  /** A bit for each weight that has a pile. */
  private readonly piled: Int32Array;
  /** By weight the topmost of its pile: a place in the list of rows. */
  private readonly tops: Int32Array;
  /** By place in the list of rows the one below in its pile; -1 for none. */
  private readonly below: Int32Array;

  private constructor(heaviest: number, rowCount: number) {
    this.piled = new Int32Array((heaviest >>> 5) + 1);
    this.tops = new Int32Array(heaviest + 1);
    this.below = new Int32Array(rowCount);
  }

  /** Nothing where weights are so many that looking through them would take longer than comparing rows. */
  static upTo(heaviest: number, rowCount: number): WeightPiles | null {
    return heaviest < heaviestPiled ? new WeightPiles(heaviest, rowCount) : null;
  }

  /** As `bestFew`: of equals the earlier one stays ahead. */
  bestFew({ rows, softs }: RowList, count: number, most: number, best: RowList): number {
    const { piled, tops, below } = this;
    // The first of equals comes last, and so to lie on top.
    for (let n = count - 1; n >= 0; n--) {
      const soft = softs[n] as number;
      const word = piled[soft >> 5] as number;
      below[n] = (tops[soft] as number) | (((word >>> soft) & 1) - 1);
      tops[soft] = n;
      piled[soft >> 5] = word | (1 << soft);
    }
    let found = 0;
    for (let w = piled.length - 1; w >= 0; w--) {
      for (let word = piled[w] as number; word !== 0 && found < most;) {
        const bit = 31 - Math.clz32(word);
        const soft = (w << 5) + bit;
        word ^= 1 << bit;
        for (let n = tops[soft] as number; n >= 0 && found < most; n = below[n] as number) {
          best.rows[found] = rows[n] as number;
          best.softs[found] = soft;
          found += 1;
        }
      }
      piled[w] = 0;
    }
    return found;
  }
}
