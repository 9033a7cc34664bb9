import { flipBit, type BitRow } from './bit-rows.js';
import type { RowAt, RowPool } from './row-pool.js';

/**
 * One row of bits for each of many neighbouring intervals. Where they would fill the memory, only every `step`-th
 * interval keeps its row; the others are the kept row before them with the few bits flipped that change in between.
 * So space is bounded by the pool's limit and the number of flips, and a look-up is O(1), or O(words + flips) between kept rows.
 */
export class FlipRows {
  private readonly kept: RowAt[] = [];
  private readonly step: number;
  private readonly between: BitRow;
  private spare: RowAt = 0;

  /** `flips` says for each interval which rows change their bit against the interval before; the first starts from zero. */
  constructor(
    private readonly pool: RowPool,
    private readonly flips: readonly (readonly number[])[],
  ) {
    this.step = Math.max(1, Math.ceil((flips.length * pool.width) / pool.mostWords));
    this.between = new Int32Array(pool.width);
    let changed = false;
    let last: RowAt = 0;
    flips.forEach((rows, at) => {
      for (const row of rows) flipBit(this.between, row);
      changed ||= rows.length > 0;
      if (at % this.step !== 0) return;
      if (changed) last = pool.keep(this.between);
      this.kept.push(last);
      changed = false;
    });
  }

  /** The row of every interval, when all are kept. */
  all(): readonly RowAt[] {
    return this.step === 1 ? this.kept : [];
  }

  /** Good until the next look-up. */
  at(interval: number): RowAt {
    const base = Math.floor(interval / this.step);
    const kept = this.kept[base] ?? 0;
    const first = base * this.step + 1;
    if (interval < first) return kept;
    const { between, pool } = this;
    between.set(pool.row(kept));
    for (let at = first; at <= interval; at++) for (const row of this.flips[at] ?? []) flipBit(between, row);
    this.spare ||= pool.take();
    return pool.copy(between, this.spare);
  }
}
