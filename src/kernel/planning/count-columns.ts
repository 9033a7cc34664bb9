import { groupBy } from './group-by.js';
import type { Block } from './block.js';
import type { Mip } from './mip.js';

/**
 * Whole columns that count classes: of a month, and of a major in a month. They say nothing new, but the solver may
 * branch on them and round rows that hold them: one such branch moves all classes that stand in for one another, where
 * a branch on a single class only moves the fraction to its neighbour.
 */
export function addCountColumns(mip: Mip, blocks: readonly Block[]): void {
  const keys = [({ term }: Block) => JSON.stringify([term.start, term.of.majorCode]), ({ term }: Block) => term.start];
  for (const key of keys)
    for (const same of groupBy(blocks, key)) {
      if (same.length < 2) continue;
      const most = same.reduce((sum, block) => sum + block.most, 0);
      const count = mip.column(0, most);
      mip.row(0, 0, [[count, -1], ...same.map(({ opened }) => [opened, 1] as const)]);
    }
}
