import { FlipRows } from './flip-rows.js';
import type { Interval } from '../intervals.js';
import type { Leaf } from './leaf.js';
import type { RowAt, RowPool } from './row-pool.js';

/** A leaf and the rows in which it stands alone as a hard criterion. */
export interface LeafRows {
  readonly leaf: Leaf;
  readonly rows: readonly number[];
}

/**
 * For a line of whole numbers: the bounds of all offers cut it into intervals within which no verdict changes, and
 * each interval has the row of offers that fail there, and that fail by more than one criterion on this line.
 * Look-up O(log cuts); building O(bounds × log bounds + intervals × words).
 */
export class LineRows {
  /** The first place of each interval but the first, rising. */
  readonly cuts: Float64Array;
  /** The same, and what no place reaches up to a power of two. */
  private readonly padded: Float64Array;
  private readonly fails: FlipRows;
  /** Nothing when no row has two criteria on this line. */
  private readonly twice: FlipRows | null;

  constructor(entries: readonly LeafRows[], pool: RowPool) {
    const ends = entries.map(({ leaf }) => leaf.intervals.flatMap(([low, high]) => [low, high + 1]));
    this.cuts = Float64Array.from(new Set(ends.flat().filter(Number.isFinite))).sort();
    this.padded = new Float64Array(2 ** Math.ceil(Math.log2(this.cuts.length + 1))).fill(Infinity);
    this.padded.set(this.cuts);
    const { fails, twice } = this.flipsOf(entries, pool.width * 32);
    this.fails = new FlipRows(pool, fails);
    this.twice = twice.some((rows) => rows.length > 0) ? new FlipRows(pool, twice) : null;
  }

  /** The interval a place lies in: the number of cuts at or below it. Halves without a branch to be guessed wrong. */
  intervalOf(at: number): number {
    const { padded } = this;
    let low = 0;
    for (let step = padded.length >> 1; step > 0; step >>= 1)
      low += step & -Number((padded[low + step - 1] as number) <= at);
    return low;
  }

  /** The rows of all intervals, where they are few enough to be kept. */
  keptRows(): readonly RowAt[] {
    return this.fails.all();
  }

  failing(interval: number): RowAt {
    return this.fails.at(interval);
  }

  /** Rows that fail by two criteria or more. */
  failingTwice(interval: number): RowAt {
    return this.twice?.at(interval) ?? 0;
  }

  /** Walks the line upwards, counting for each row how many of its leaves fail. */
  private flipsOf(entries: readonly LeafRows[], rowCount: number): { fails: number[][]; twice: number[][] } {
    const intervals = Array.from({ length: this.cuts.length + 1 }, () => ({
      fails: [] as number[],
      twice: [] as number[],
    }));
    const turns = this.turnsOf(entries);
    const failing = new Int32Array(rowCount);
    intervals.forEach(({ fails, twice }, at) => {
      for (const { rows, by } of turns[at] ?? []) {
        for (const row of rows) {
          const before = failing[row] as number;
          const after = before + by;
          failing[row] = after;
          if (before > 0 !== after > 0) fails.push(row);
          if (before > 1 !== after > 1) twice.push(row);
        }
      }
    });
    return { fails: intervals.map(({ fails }) => fails), twice: intervals.map(({ twice }) => twice) };
  }

  /** For each interval the leaves whose verdict differs from the interval below; below the first, all are met. */
  private turnsOf(entries: readonly LeafRows[]): { readonly rows: readonly number[]; readonly by: 1 | -1 }[][] {
    const turns = Array.from({ length: this.cuts.length + 1 }, () => [] as { rows: readonly number[]; by: 1 | -1 }[]);
    for (const { leaf, rows } of entries) {
      const ends = new Set(leaf.intervals.flatMap(([low, high]) => [low, high + 1]).filter(Number.isFinite));
      let before = true;
      for (const place of [-Infinity, ...[...ends].sort((a, b) => a - b)]) {
        const now = leaf.intervals.some(([low, high]: Interval) => low <= place && place <= high);
        if (now !== before) turns[this.intervalOf(place)]?.push({ rows, by: now ? -1 : 1 });
        before = now;
      }
    }
    return turns;
  }
}
