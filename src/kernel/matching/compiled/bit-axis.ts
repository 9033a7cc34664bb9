import { setBit } from './bit-rows.js';
import { LineRows, type LeafRows } from './line-rows.js';
import { forgotten, ValueRows } from './value-rows.js';
import type { Known } from '../facts.js';
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

  /** Of a known fact, which lies `at` on the line if the axis is one; an unknown fact has place 0. */
  placeOf(fact: Known, at: number): number {
    if (this.line) return 1 + this.line.intervalOf(at);
    const { values, opens } = this;
    const place = 1 + (values?.classOf(fact) ?? 0);
    if (place === opens.length) opens.push(values?.at(fact).open ?? 0);
    return place;
  }

  /** The rows that are not met at a place, whether they fail or cannot tell, where they are kept for good. */
  kept(place: number): RowAt | undefined {
    return this.opens[place];
  }

  /** Good until this axis is asked again. */
  bits(place: number, spot: Spot | null): AxisBits {
    if (!spot) return { fails: 0, twice: 0, unsure: this.asks };
    if (this.values) return this.values.at(spot.fact);
    return {
      fails: this.kept(place) ?? this.made(place, spot),
      twice: this.line?.failingTwice(place - 1) ?? 0,
      unsure: 0,
    };
  }

  /** The same for a place whose row is not kept. Good until this axis is asked again. */
  made(place: number, spot: Spot | null): RowAt {
    if (this.line) return this.line.failing(place - 1);
    return spot && this.values ? this.values.at(spot.fact).open : this.asks;
  }

  /** Whether one place is one class of values: those that are one too many to be remembered share a place. */
  remembers(place: number): boolean {
    return place < forgotten;
  }

  /** There are no more places than this, where that is known beforehand. */
  get mostPlaces(): number {
    return 1 + (this.line ? this.line.cuts.length + 1 : (this.values?.most ?? 0));
  }
}
