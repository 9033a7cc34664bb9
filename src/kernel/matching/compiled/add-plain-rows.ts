import { lowestBit, type BitRow } from './bit-rows.js';
import type { Reading } from './reading.js';
import type { RowAt } from './row-pool.js';
import type { ShortList } from './short-list.js';

/**
 * The common case in one pass over the bits, without writing anything down in between: offers without tiers whose soft
 * criteria stand in one group of columns. A weight counts where the bit of what is not met is zero.
 */
export function addPlainRows(best: ShortList, { shelf }: Reading, among: BitRow, open: readonly RowAt[]): void {
  const { weights, stride } = shelf.soft;
  const { words } = shelf.pool;
  const a = open[0] as RowAt;
  const b = open[1] as RowAt;
  const c = open[2] as RowAt;
  const d = open[3] as RowAt;
  const e = open[4] as RowAt;
  const f = open[5] as RowAt;
  const g = open[6] as RowAt;
  const h = open[7] as RowAt;
  for (let w = 0; w < among.length; w++) {
    for (let word = among[w] as number; word !== 0; word &= word - 1) {
      const bit = lowestBit(word);
      const row = (w << 5) + bit;
      const from = row * stride;
      const soft =
        (((weights[from] as number) & ((((words[a + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 1] as number) & ((((words[b + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 2] as number) & ((((words[c + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 3] as number) & ((((words[d + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 4] as number) & ((((words[e + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 5] as number) & ((((words[f + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 6] as number) & ((((words[g + w] as number) >>> bit) & 1) - 1)) +
          ((weights[from + 7] as number) & ((((words[h + w] as number) >>> bit) & 1) - 1))) |
        0;
      if (soft > best.bar) best.add(row, soft);
    }
  }
}
