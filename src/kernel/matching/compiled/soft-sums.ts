import { met } from './leaf.js';
import { columnsAtOnce } from './soft-table.js';
import { unitAnswer } from './unit-answer.js';
import type { Reading } from './reading.js';
import type { RowAt } from './row-pool.js';

/**
 * Fills in the soft weight that each of the first `count` rows in the shelf's room meets; an unknown fact meets
 * nothing. O(columns × count), and unit by unit for groups and distances.
 */
export function softSums(reading: Reading, count: number): void {
  const { room, soft } = reading.shelf;
  const { rows, softs } = room;
  const open = openColumns(reading);
  softs.fill(0, 0, count);
  for (let first = 0; first < soft.stride; first += columnsAtOnce) addColumns(reading, count, open, first);
  if (soft.others.length === 0) return;
  for (let at = 0; at < count; at++) {
    for (const unit of soft.others[rows[at] as number] ?? [])
      if (unitAnswer(reading, unit) === met) softs[at] = (softs[at] as number) + unit.weight;
  }
}

/** What is not met in each column. */
export function openColumns(reading: Reading): RowAt[] {
  const { hardAxes, soft } = reading.shelf;
  const open: RowAt[] = [];
  for (let at = 0; at < soft.stride; at++) open.push(at < soft.columns.length ? reading.open(hardAxes.length + at) : 0);
  return open;
}

/** Eight columns in one pass: a weight counts where the bit of what is not met is zero. */
function addColumns({ shelf }: Reading, count: number, open: readonly RowAt[], first: number): void {
  const { rows, softs } = shelf.room;
  const { weights, stride } = shelf.soft;
  const { words } = shelf.pool;
  const a = open[first] as RowAt;
  const b = open[first + 1] as RowAt;
  const c = open[first + 2] as RowAt;
  const d = open[first + 3] as RowAt;
  const e = open[first + 4] as RowAt;
  const f = open[first + 5] as RowAt;
  const g = open[first + 6] as RowAt;
  const h = open[first + 7] as RowAt;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    const w = row >>> 5;
    const from = row * stride + first;
    const sum =
      (((weights[from] as number) & ((((words[a + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 1] as number) & ((((words[b + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 2] as number) & ((((words[c + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 3] as number) & ((((words[d + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 4] as number) & ((((words[e + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 5] as number) & ((((words[f + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 6] as number) & ((((words[g + w] as number) >>> row) & 1) - 1)) +
        ((weights[from + 7] as number) & ((((words[h + w] as number) >>> row) & 1) - 1))) |
      0;
    softs[at] = (softs[at] as number) + sum;
  }
}
