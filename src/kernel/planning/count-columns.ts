import { groupBy } from './group-by.js';
import { programmeKey } from './programme-key.js';
import type { Block } from './block.js';
import type { Mip } from './mip.js';

/**
 * Whole columns that count classes: of a major, of a programme, from a month on, and of a major from a month on. They
 * say nothing new, but a fraction of a class moves freely between terms that stand in for one another, and not in their
 * sum: the search may branch on it, and `narrowCounts` rounds it. @returns the columns that count
 */
export function addCountColumns(mip: Mip, blocks: readonly Block[]): number[] {
  const months = [...new Set(blocks.map(({ term }) => term.start))].sort();
  const majors = groupBy(blocks, ({ term }) => term.of.majorCode);
  const groups = [
    ...majors,
    ...[blocks, ...majors].flatMap((own) => months.map((month) => own.filter(({ term }) => term.start >= month))),
    ...groupBy(blocks, ({ term }) => programmeKey(term)),
  ];
  const counts = new Map<string, number>();
  for (const group of groups) {
    const key = group.map(({ opened }) => opened).join();
    const [only] = group;
    if (only === undefined || counts.has(key)) continue;
    counts.set(key, group.length === 1 ? only.opened : countOf(mip, group));
  }
  return [...counts.values()];
}

function countOf(mip: Mip, group: readonly Block[]): number {
  const most = group.reduce((sum, block) => sum + block.most, 0);
  const count = mip.column(0, most);
  mip.row(0, 0, [[count, -1], ...group.map(({ opened }) => [opened, 1] as const)]);
  return count;
}
