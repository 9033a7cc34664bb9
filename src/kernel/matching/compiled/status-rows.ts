import { lowestBit, type BitRow } from './bit-rows.js';
import { met, notKnown, notMet } from './leaf.js';
import { lacksOnlyMendable, unitAnswer } from './unit-answer.js';
import type { AxisGroup } from './axis-group.js';
import type { Reading } from './reading.js';

/** Rows by status; a row in none of them is ineligible. */
export interface StatusRows {
  readonly eligible: BitRow;
  readonly incomplete: BitRow;
  readonly near: BitRow;
}

/** The rows all of whose hard units are met. O(axes × words), and the residual units of the rows that the bits leave open. */
export function eligibleRows(reading: Reading, into: BitRow = new Int32Array(reading.shelf.words)): BitRow {
  const { shelf } = reading;
  const { open } = shelf.room;
  for (let at = 0; at < shelf.hardGroups.length; at++) open[at] = (shelf.hardGroups[at] as AxisGroup).open(reading);
  shelf.pool.without(open, shelf.all, into);
  eachResidual(reading, into, (row, w, bit) => {
    for (const unit of shelf.residualUnits[row] ?? [])
      if (unitAnswer(reading, unit) !== met) {
        into[w] = (into[w] as number) & ~bit;
        return;
      }
  });
  return into;
}

/**
 * All statuses at once. Fails are counted to two: near is exactly one fail that can be mended, nothing unknown beside
 * it, and for a group a branch that lacks only that. O(axes × words + residual units of rows with at most one fail).
 */
export function statusRows(reading: Reading): StatusRows {
  const { shelf } = reading;
  const { words } = shelf;
  const [once, twice, unsure, lasting] = Array.from({ length: 4 }, () => new Int32Array(words)) as [
    BitRow,
    BitRow,
    BitRow,
    BitRow,
  ];
  shelf.hardAxes.forEach(({ axis }, index) => {
    const at = reading.bits(index);
    const bits = shelf.pool.words;
    for (let w = 0; w < words; w++) {
      const fail = bits[at.fails + w] as number;
      twice[w] = (twice[w] as number) | ((once[w] as number) & fail) | (bits[at.twice + w] as number);
      once[w] = (once[w] as number) | fail;
      unsure[w] = (unsure[w] as number) | (bits[at.unsure + w] as number);
      if (!axis.mendable) lasting[w] = (lasting[w] as number) | fail;
    }
  });
  const [eligible, incomplete, near] = Array.from({ length: 3 }, () => new Int32Array(words)) as [
    BitRow,
    BitRow,
    BitRow,
  ];
  for (let w = 0; w < words; w++) {
    const [one, open, all] = [once[w] as number, unsure[w] as number, shelf.all[w] as number];
    eligible[w] = ~(one | open) & all;
    incomplete[w] = ~one & open & all;
    near[w] = one & ~((twice[w] as number) | open | (lasting[w] as number)) & all;
  }
  settleResidual(reading, { eligible, incomplete, near });
  return { eligible, incomplete, near };
}

/** Takes the residual units of open rows into account. */
function settleResidual(reading: Reading, { eligible, incomplete, near }: StatusRows): void {
  const candidates = eligible.map((word, w) => word | (incomplete[w] as number) | (near[w] as number));
  eachResidual(reading, candidates, (row, w, bit) => {
    const { fails, unsure, mendable } = residualOf(reading, row);
    const was = (rows: BitRow): boolean => ((rows[w] as number) & bit) !== 0;
    const [wasNear, wasUnsure] = [was(near), was(incomplete)];
    for (const rows of [eligible, incomplete, near]) rows[w] = (rows[w] as number) & ~bit;
    const into = ((): BitRow | null => {
      if (wasNear) return fails === 0 && !unsure ? near : null;
      if (fails === 0) return unsure || wasUnsure ? incomplete : eligible;
      return fails === 1 && mendable && !unsure && !wasUnsure ? near : null;
    })();
    if (into) into[w] = (into[w] as number) | bit;
  });
}

/** Calls `each` with the rows that have residual units, among some rows. */
function eachResidual(reading: Reading, among: BitRow, each: (row: number, word: number, bit: number) => void): void {
  const { residual, residualUnits } = reading.shelf;
  if (residualUnits.length === 0) return;
  for (let w = 0; w < among.length; w++) {
    for (let word = (among[w] as number) & (residual[w] as number); word !== 0; word &= word - 1)
      each((w << 5) + lowestBit(word), w, word & -word);
  }
}

function residualOf(reading: Reading, row: number): { fails: number; unsure: boolean; mendable: boolean } {
  let [fails, unsure, mendable] = [0, false, false];
  for (const unit of reading.shelf.residualUnits[row] ?? []) {
    const answer = unitAnswer(reading, unit);
    if (answer === notKnown) unsure = true;
    if (answer !== notMet) continue;
    fails += 1;
    mendable = unit.branches.some((branch) => lacksOnlyMendable(reading, branch));
  }
  return { fails, unsure, mendable };
}
