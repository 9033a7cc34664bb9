import { lowestBit, setBit, type BitRow } from './bit-rows.js';
import { met, notKnown } from './leaf.js';
import { eligibleRows } from './status-rows.js';
import { unitAnswer } from './unit-answer.js';
import type { PlacedUnit } from './shelf-plan.js';
import type { Reading } from './reading.js';
import type { RowAt } from './row-pool.js';
import type { CompiledShelf } from './shelf.js';

/** How far an offer has to come: fit in full, or fail by nothing though papers may be missing. */
export type Reach = 'eligible' | 'incomplete';

/** The bits of what does not come so far, by axis. */
export function blockedOn(reading: Reading, axes: readonly number[], reach: Reach): RowAt[] {
  const blocked: RowAt[] = [];
  for (const at of axes) blocked.push(blockedAt(reading, at, reach));
  return blocked;
}

export function blockedAt(reading: Reading, axis: number, reach: Reach): RowAt {
  return reach === 'eligible' ? reading.open(axis) : reading.bits(axis).fails;
}

/** The offers, as bits, that come so far. O(axes × words), and the residual units of rows left open. */
export function reachedBy(reading: Reading, reach: Reach, into?: BitRow): BitRow {
  if (reach === 'eligible') return offersOf(reading.shelf, eligibleRows(reading, into));
  const rows = passingOn(reading, [...reading.shelf.hardAxes.keys()], reach, into);
  dropResidual(reading, rows, reach);
  return offersOf(reading.shelf, rows);
}

/** Rows that come so far on some of the hard axes. O(axes × words). */
export function passingOn(
  reading: Reading,
  axes: readonly number[],
  reach: Reach,
  into: BitRow = new Int32Array(reading.shelf.words),
): BitRow {
  const { shelf } = reading;
  shelf.pool.without(blockedOn(reading, axes, reach), shelf.all, into);
  return into;
}

/** Takes away the rows with a residual unit that does not come so far. */
function dropResidual(reading: Reading, rows: BitRow, reach: Reach): void {
  const { residual, residualUnits } = reading.shelf;
  if (residualUnits.length === 0) return;
  for (let w = 0; w < rows.length; w++) {
    for (let word = (rows[w] as number) & (residual[w] as number); word !== 0; word &= word - 1) {
      const units = residualUnits[(w << 5) + lowestBit(word)] ?? [];
      if (!units.every((unit) => passes(reading, unit, reach))) rows[w] = (rows[w] as number) & ~(word & -word);
    }
  }
}

export function passes(reading: Reading, unit: PlacedUnit, reach: Reach): boolean {
  return unitAnswer(reading, unit) >= (reach === 'eligible' ? met : notKnown);
}

/** The offers of these rows, as bits by offer. */
export function offersOf({ offers, offerOf, rowCount }: CompiledShelf, rows: BitRow): BitRow {
  if (offers.length === rowCount) return rows;
  const found = new Int32Array((offers.length + 31) >>> 5);
  for (let w = 0; w < rows.length; w++)
    for (let word = rows[w] as number; word !== 0; word &= word - 1)
      setBit(found, offerOf[(w << 5) + lowestBit(word)] as number);
  return found;
}
