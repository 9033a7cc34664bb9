import { forEachBit, hasBit, lowestBit, setBit, wordsFor, type BitRow } from './bit-rows.js';
import { blockedOn, passes, passingOn, type Reach } from './passing.js';
import type { Axis } from './leaf.js';
import type { Reading } from './reading.js';
import type { RowAt } from './row-pool.js';
import type { PlacedUnit } from './shelf-plan.js';

/** What follows the first fact only, the second only, both, or neither. */
type Part = 'first' | 'second' | 'both' | 'neither';
type Parted<T> = Readonly<Record<Part, readonly T[]>>;

export interface CandidateRow {
  readonly row: number;
  readonly offer: number;
  /** Its residual units, by what they follow. */
  readonly units: Parted<PlacedUnit>;
}

const noUnits: Parted<PlacedUnit> = { first: [], second: [], both: [], neither: [] };

/**
 * The rows that two facts together may open: all else passes, and neither fact alone is what is missing. Of rows whose
 * groups or axes mix both facts that cannot be told beforehand; they are always looked at.
 */
export class CandidateRows {
  readonly rows: readonly CandidateRow[];
  private readonly axes: Parted<number>;

  constructor(
    reading: Reading,
    now: BitRow,
    first: string,
    second: string,
    private readonly reach: Reach,
  ) {
    const { shelf } = reading;
    const [one, other] = [first, second].map((key) => new Set(shelf.following(key).axes.map(({ axis }) => axis))) as [
      Set<Axis>,
      Set<Axis>,
    ];
    const partOf = (axes: readonly Axis[]): Part => {
      const [follows, alsoFollows] = [axes.some((axis) => one.has(axis)), axes.some((axis) => other.has(axis))];
      if (follows && alsoFollows) return 'both';
      return follows ? 'first' : alsoFollows ? 'second' : 'neither';
    };
    const axisOf = (at: number): Axis => (shelf.hardAxes[at] as { readonly axis: Axis }).axis;
    this.axes = partition([...shelf.hardAxes.keys()], (at) => partOf([axisOf(at)]));
    const { neither, first: left, second: right, both } = this.axes;
    const [otherwise, onFirst, onSecond] = [neither, left, right].map((axes) => passingOn(reading, axes, reach));
    const rows: CandidateRow[] = [];
    forEachBit(otherwise as BitRow, (row) => {
      const offer = shelf.offerOf[row] as number;
      if (hasBit(now, offer)) return;
      const residual = shelf.residualUnits[row];
      const units = residual ? partition(residual, (unit) => partOf(axesOf(unit))) : noUnits;
      const pass = (part: Part): boolean => passesAll(reading, units[part], reach);
      if (!pass('neither')) return;
      const mixed = both.length > 0 || units.both.length > 0;
      const missesFirst = !(hasBit(onFirst as BitRow, row) && pass('first'));
      const missesSecond = !(hasBit(onSecond as BitRow, row) && pass('second'));
      if (mixed || (missesFirst && missesSecond)) rows.push({ row, offer, units });
    });
    this.rows = rows;
  }

  /** Which of them pass on what follows one of the facts only: bits by their place in the list. */
  passing(reading: Reading, part: 'first' | 'second'): BitRow {
    const passing = new Int32Array(wordsFor(this.rows.length));
    const blocked = blockedOn(reading, this.axes[part], this.reach);
    for (let at = 0; at < this.rows.length; at++) {
      const { row, units } = this.rows[at] as CandidateRow;
      if (!isBlocked(reading, blocked, row) && passesAll(reading, units[part], this.reach)) setBit(passing, at);
    }
    return passing;
  }

  /** Sets the bits, from a word on, of the slots of rows that pass on both facts; `both` is asked only where something mixes them. */
  open(left: BitRow, right: BitRow, both: () => Reading, slotOf: Int32Array, into: BitRow, from: number): void {
    let reading: Reading | null = null;
    for (let w = 0; w < left.length; w++) {
      for (let word = (left[w] as number) & (right[w] as number); word !== 0; word &= word - 1) {
        const at = (w << 5) + lowestBit(word);
        const row = this.rows[at] as CandidateRow;
        const mixed = this.axes.both.length > 0 || row.units.both.length > 0;
        if (!mixed || this.passesBoth((reading ??= both()), row)) setBit(into, (from << 5) + (slotOf[at] as number));
      }
    }
  }

  private passesBoth(reading: Reading, { row, units }: CandidateRow): boolean {
    const blocked = blockedOn(reading, this.axes.both, this.reach);
    return !isBlocked(reading, blocked, row) && passesAll(reading, units.both, this.reach);
  }
}

function isBlocked({ shelf: { pool } }: Reading, blocked: readonly RowAt[], row: number): boolean {
  for (const bits of blocked) if (pool.has(bits, row)) return true;
  return false;
}

function passesAll(reading: Reading, units: readonly PlacedUnit[], reach: Reach): boolean {
  for (const unit of units) if (!passes(reading, unit, reach)) return false;
  return true;
}

function axesOf({ branches }: PlacedUnit): Axis[] {
  return branches.flatMap((branch) => branch.map(({ leaf }) => leaf.axis));
}

function partition<T>(items: readonly T[], partOf: (item: T) => Part): Parted<T> {
  const parted: Record<Part, T[]> = { first: [], second: [], both: [], neither: [] };
  for (const item of items) parted[partOf(item)].push(item);
  return parted;
}
