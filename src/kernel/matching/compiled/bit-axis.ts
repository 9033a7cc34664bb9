import { setBit } from './bit-rows.js';
import { LineRows, type LeafRows } from './line-rows.js';
import { ValueRows } from './value-rows.js';
import type { Axis, Spot } from './leaf.js';
import type { RowAt, RowPool } from './row-pool.js';

/** What one axis says about every row for one demand, as rows of bits. */
export interface AxisBits {
  readonly fails: RowAt;
  /** Fails by two criteria or more. */
  readonly twice: RowAt;
  readonly unsure: RowAt;
}

/**
 * Criteria that stand alone on one axis. What they make of a fact is found in two steps: once a demand its place (the
 * interval or value it falls in), then as often as wanted the bit rows of that place.
 */
export class BitAxis {
  /** Rows that ask something here: all of them are open while the fact is unknown. */
  private readonly asks: RowAt;
  /** By place, from the unknown fact on: the rows that are not met. */
  private readonly opens: RowAt[];
  private readonly line: LineRows | null;
  private readonly values: ValueRows | null;

  constructor(
    readonly axis: Axis,
    entries: readonly LeafRows[],
    pool: RowPool,
  ) {
    const asks = new Int32Array(pool.width);
    for (const { rows } of entries) for (const row of rows) setBit(asks, row);
    this.asks = pool.keep(asks);
    this.values = axis.view === 'code' || axis.view === 'set' ? new ValueRows(entries, pool) : null;
    this.line = this.values ? null : new LineRows(entries, pool);
    this.opens = [this.asks, ...(this.line?.keptRows() ?? [])];
  }

  placeOf(spot: Spot | null): number {
    if (!spot) return 0;
    if (this.line) return 1 + this.line.intervalOf(spot.at);
    const { values, opens } = this;
    const place = 1 + (values?.classOf(spot) ?? 0);
    if (place === opens.length) opens.push(values?.at(spot).open ?? 0);
    return place;
  }

  /** The rows that are not met here, whether they fail or cannot tell. Good until this axis is asked again. */
  open(place: number, spot: Spot | null): RowAt {
    return this.opens[place] ?? this.made(place, spot);
  }

  /** Good until this axis is asked again. */
  bits(place: number, spot: Spot | null): AxisBits {
    if (!spot) return { fails: 0, twice: 0, unsure: this.asks };
    if (this.values) return this.values.at(spot);
    return { fails: this.open(place, spot), twice: this.line?.failingTwice(place - 1) ?? 0, unsure: 0 };
  }

  /** For a place whose row is not kept. */
  private made(place: number, spot: Spot | null): RowAt {
    if (this.line) return this.line.failing(place - 1);
    return spot && this.values ? this.values.at(spot).open : this.asks;
  }
}
