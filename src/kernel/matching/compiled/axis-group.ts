import type { BitAxis } from './bit-axis.js';
import type { Reading } from './reading.js';
import type { RowAt, RowPool } from './row-pool.js';

/** Axes are crossed for as long as their places, multiplied, are no more than this. */
const mostCrossed = 512;

/** The rows of one group take up no more words than this: 256 KB. */
const mostWords = 1 << 16;

/** No row was made for these places yet. */
const notMade = -1;

/**
 * A few hard axes with few places each, crossed: one row of bits for each combination of their places, made the first
 * time a demand has it. Sixteen axes are then six or seven rows to combine, and each row is found by one look-up.
 */
export class AxisGroup {
  /** By places, the first axis counting least; none when the group is of one axis. */
  private readonly made: Int32Array;
  private spare: RowAt = 0;

  constructor(
    /** By their place in the shelf. */
    private readonly axes: readonly number[],
    private readonly mostPlaces: readonly number[],
    private readonly pool: RowPool,
  ) {
    const combinations = mostPlaces.reduce((product, most) => product * most, 1);
    this.made = new Int32Array(axes.length > 1 ? combinations : 0).fill(notMade);
  }

  /** The rows that are not met on one of the axes. Good until one of the axes is asked again. */
  open(reading: Reading): RowAt {
    const { axes, mostPlaces, made } = this;
    if (axes.length === 1) return reading.open(axes[0] as number);
    let key = 0;
    for (let n = 0, factor = 1; n < axes.length; n++) {
      const place = reading.places[axes[n] as number] as number;
      // A value that its axis does not remember has a place beyond all.
      if (place >= (mostPlaces[n] as number)) return this.crossed(reading, (this.spare ||= this.pool.take()));
      key += place * factor;
      factor *= mostPlaces[n] as number;
    }
    const row = made[key] as number;
    return row === notMade ? (made[key] = this.crossed(reading, this.pool.take())) : row;
  }

  private crossed(reading: Reading, to: RowAt): RowAt {
    this.pool.clear(to);
    for (const axis of this.axes) this.pool.add(reading.open(axis), to);
    return to;
  }
}

/** All axes in groups: those with fewest places first, as many to a group as may be. */
export function groupAxes(axes: readonly BitAxis[], pool: RowPool): AxisGroup[] {
  const most = Math.min(mostCrossed, mostWords / Math.max(1, pool.width), pool.mostWords / Math.max(1, pool.width));
  const rising = axes
    .map(({ mostPlaces }, at) => ({ at, mostPlaces }))
    .sort((a, b) => a.mostPlaces - b.mostPlaces || a.at - b.at);
  const groups: (typeof rising)[] = [];
  let product = Infinity;
  for (const axis of rising) {
    product *= axis.mostPlaces;
    if (product <= most) groups.at(-1)?.push(axis);
    else {
      groups.push([axis]);
      product = axis.mostPlaces;
    }
  }
  return groups.map((group) => new AxisGroup(group.map(({ at }) => at), group.map(({ mostPlaces }) => mostPlaces), pool)); // prettier-ignore
}
