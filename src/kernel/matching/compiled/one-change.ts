import { forEachBit, type BitRow } from './bit-rows.js';
import { alternatives, type Alternative } from './alternatives.js';
import { dropResidual, offersOf, passingOn, splitAxes, type Reach } from './passing.js';
import type { Change } from '../changes.js';
import type { Reading } from './reading.js';

/** What one or two changes do, told of offers by their place in the shelf. */
export interface ShelfChange {
  readonly changes: readonly Change[];
  /** Offers that come so far with the changes and not without. */
  readonly opens: readonly number[];
  /** Offers that come so far without the changes and no more with them. */
  readonly closes: readonly number[];
  /** One number: whoever goes further the same way has all these offers open too. */
  readonly onwards: boolean;
}

/** One alternative of a fact, tried. */
export interface Tried extends Alternative {
  readonly reading: Reading;
  /** Offers, as bits, that come so far as it is, with this or with a smaller alternative. */
  readonly reached: BitRow;
  /** Those that come so far with this one. */
  readonly opened: BitRow;
}

export interface OneChange {
  readonly key: string;
  readonly tried: readonly Tried[];
  /** Alternatives that open an offer which nothing smaller of the same kind opens. */
  readonly found: readonly ShelfChange[];
}

/**
 * Tries every change of one fact. Per alternative O(axes that follow the fact × words), and residual units of the rows
 * left open.
 */
export function oneChange(reading: Reading, key: string, reach: Reach): OneChange {
  const { following, rest } = splitAxes(reading.shelf, key);
  const elsewhere = passingOn(reading, rest, reach);
  const now = offersWith(reading, elsewhere, following, reach);
  const tried: Tried[] = [];
  const telling: Tried[] = [];
  for (const alternative of alternatives(reading, key)) {
    const changed = reading.changed(key, alternative.change.becomes);
    const opened = offersWith(changed, elsewhere, following, reach);
    const sooner = alternative.less.map((at) => (tried[at] as Tried).reached);
    const reached = new Int32Array(opened.length);
    let fresh = 0;
    for (let w = 0; w < opened.length; w++) {
      let before = now[w] as number;
      for (const row of sooner) before |= row[w] as number;
      fresh |= (opened[w] as number) & ~before;
      reached[w] = before | (opened[w] as number);
    }
    const trial = { ...alternative, reading: changed, reached, opened };
    tried.push(trial);
    if (fresh !== 0) telling.push(trial);
  }
  const found = telling.map((trial) => ({
    changes: [trial.change],
    ...difference(now, trial.opened),
    onwards: opensOnwards(now, trial, tried),
  }));
  return { key, tried, found };
}

/** Whether everything further the same way opens at least the same. */
function opensOnwards(now: BitRow, { change, opened }: Tried, tried: readonly Tried[]): boolean {
  if (change.kind !== 'number') return false;
  const { from, to } = change;
  const further = tried.filter((other) => {
    const there = other.change.kind === 'number' ? other.change.to : to;
    return to < from ? there < to : there > to;
  });
  return further.every((other) =>
    opened.every((word, w) => (word & ~(now[w] as number) & ~(other.opened[w] as number)) === 0),
  );
}

function offersWith(reading: Reading, elsewhere: BitRow, axes: readonly number[], reach: Reach): BitRow {
  const rows = passingOn(reading, axes, reach);
  for (let w = 0; w < rows.length; w++) rows[w] = (rows[w] as number) & (elsewhere[w] as number);
  dropResidual(reading, rows, reach);
  return offersOf(reading.shelf, rows);
}

export function difference(now: BitRow, opened: BitRow): Pick<ShelfChange, 'opens' | 'closes'> {
  return { opens: bitsIn(opened, now), closes: bitsIn(now, opened) };
}

function bitsIn(these: BitRow, those: BitRow): number[] {
  const found: number[] = [];
  const only = these.map((word, w) => word & ~(those[w] as number));
  forEachBit(only, (at) => found.push(at));
  return found;
}
