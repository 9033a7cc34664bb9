import { mostSeats } from './eligibility.js';
import { groupBy } from './group-by.js';
import type { Block } from './block.js';
import type { PlanInstance } from './instance.js';
import type { Mip } from './mip.js';

/**
 * What follows from the other rows, said aloud: classes of one major need their smallest sizes from one pool. The
 * solver rounds such a row; without it it opens fractions of classes and takes up to twice as long.
 */
export function addPoolRows(mip: Mip, instance: PlanInstance, blocks: readonly Block[]): void {
  for (const same of groupBy(blocks, ({ term }) => term.of.majorCode)) {
    if (same.length < 2) continue;
    const demands = new Set(same.flatMap(({ seats }) => seats.map(({ demand }) => demand)));
    const pool = [...demands].reduce((sum, demand) => sum + mostSeats(demand, instance), 0);
    mip.row(
      -Infinity,
      pool,
      same.map(({ opened, term }) => [opened, term.of.minClass]),
    );
  }
}
