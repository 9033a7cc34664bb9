import { BitAxis } from './bit-axis.js';
import type { LeafRows } from './line-rows.js';
import type { Reading } from './reading.js';
import type { RowAt, RowPool } from './row-pool.js';
import type { WeightLines } from './weight-lines.js';

/**
 * Soft criteria that stand alone on one axis, one a row at most. For each place that some demand had on the axis, what
 * every row meets there lies ready as a line of weights: what a row counts is then one number a column, added up.
 */
export class SoftColumn {
  readonly bits: BitAxis;
  /** By place; nothing where none was made. */
  private readonly lines: (number | undefined)[] = [];

  constructor(
    entries: readonly LeafRows[],
    /** By row; zero where nothing is asked. */
    private readonly weights: Uint8Array,
    private readonly pool: RowPool,
    private readonly kept: WeightLines,
  ) {
    this.bits = new BitAxis((entries[0] as LeafRows).leaf.axis, entries, pool);
  }

  /** Where the line of a demand begins, this column being that bit axis of the shelf; nothing where no line is kept. */
  line(reading: Reading, index: number): number | undefined {
    const place = reading.places[index] as number;
    return this.lines[place] ?? this.newLine(reading, index, place);
  }

  /** What a row counts that has not the bit of what is not met. */
  weight(row: number, open: RowAt): number {
    return this.pool.has(open, row) ? 0 : (this.weights[row] as number);
  }

  private newLine(reading: Reading, index: number, place: number): number | undefined {
    // A value that the axis does not remember has a place beyond all.
    const at = place < this.bits.mostPlaces ? this.kept.take() : undefined;
    if (at === undefined) return undefined;
    const open = reading.open(index);
    for (let row = 0; row < this.weights.length; row++) this.kept.weights[at + row] = this.weight(row, open);
    this.lines[place] = at;
    return at;
  }
}
