import { met } from './leaf.js';
import { unitAnswer } from './unit-answer.js';
import type { Reading } from './reading.js';
import type { SoftColumn } from './soft-column.js';
import type { CompiledShelf } from './shelf.js';

/** So many lines are added up in one pass. */
const atOnce = 8;

/**
 * Fills in the soft weight that each of the first `count` rows in the shelf's room meets; an unknown fact meets
 * nothing. O(columns × count), and unit by unit for groups and distances.
 */
export function softSums(reading: Reading, count: number): void {
  const { shelf } = reading;
  const { rows, softs, lines } = shelf.room;
  const { columns, others } = shelf.soft;
  let kept = 0;
  for (let column = 0; column < columns.length; column++) {
    const line = (columns[column] as SoftColumn).line(reading, shelf.hardAxes.length + column);
    if (line === undefined) continue;
    lines[kept] = line;
    kept += 1;
  }
  // Lines of nothing fill up the last pass.
  for (let at = kept; at === 0 || at % atOnce > 0; at++) lines[at] = 0;
  addLines(shelf, count, 0);
  for (let first = atOnce; first < kept; first += atOnce) addLines(shelf, count, first);
  if (kept < columns.length) addColumns(reading, count);
  if (others.length === 0) return;
  for (let at = 0; at < count; at++) {
    for (const unit of others[rows[at] as number] ?? [])
      if (unitAnswer(reading, unit) === met) softs[at] = (softs[at] as number) + unit.weight;
  }
}

/** The first pass starts from nothing. */
function addLines({ room, soft }: CompiledShelf, count: number, first: number): void {
  const { rows, softs, lines } = room;
  const { weights } = soft.lines;
  const a = lines[first] as number;
  const b = lines[first + 1] as number;
  const c = lines[first + 2] as number;
  const d = lines[first + 3] as number;
  const e = lines[first + 4] as number;
  const f = lines[first + 5] as number;
  const g = lines[first + 6] as number;
  const h = lines[first + 7] as number;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    const sum =
      (weights[a + row] as number) +
      (weights[b + row] as number) +
      (weights[c + row] as number) +
      (weights[d + row] as number) +
      (weights[e + row] as number) +
      (weights[f + row] as number) +
      (weights[g + row] as number) +
      (weights[h + row] as number);
    softs[at] = first === 0 ? sum : (softs[at] as number) + sum;
  }
}

/** Columns without a line, bit by bit. */
function addColumns(reading: Reading, count: number): void {
  const { room, soft, hardAxes } = reading.shelf;
  const { rows, softs } = room;
  soft.columns.forEach((column, at) => {
    const index = hardAxes.length + at;
    if (column.line(reading, index) !== undefined) return;
    const open = reading.open(index);
    for (let n = 0; n < count; n++) softs[n] = (softs[n] as number) + column.weight(rows[n] as number, open);
  });
}
