import { times } from './expression.js';
import { groupBy } from './group-by.js';
import type { Block } from './class-model.js';
import type { PlanInstance } from './instance.js';
import type { Mip } from './mip.js';

/**
 * One firm's share of a class of two or more firms, and classes for one firm alone. A firm that cannot reach its share
 * of the smallest class needs no row; one that could fill a class gets a column: how many classes it has alone.
 */
export function addShareRows(mip: Mip, { rules }: PlanInstance, blocks: readonly Block[]): void {
  const percent = rules.oneFirmShare ?? 100;
  if (percent >= 100 && rules.singleFirmClasses) return;
  const divisor = gcd(percent, 100);
  const [own100, others100] = [(100 - percent) / divisor, percent / divisor];
  for (const { opened, seats, term, most } of blocks) {
    const { minClass, maxClass } = term.of;
    for (const own of groupBy(seats, ({ demand }) => demand.organisation)) {
      const organisation = own[0]?.demand.organisation;
      const asked = own.reduce((sum, one) => sum + one.seats, 0);
      const mine = own.flatMap(({ amount }) => amount);
      const others = seats.filter(({ demand }) => demand.organisation !== organisation).flatMap(({ amount }) => amount);
      if (asked >= minClass && percent >= 100) {
        mip.row(0, Infinity, [...others, [opened, -1]]);
        continue;
      }
      if (asked * 100 <= percent * minClass) continue;
      const share = [...times(own100, mine), ...times(-others100, others)];
      if (asked < minClass || !rules.singleFirmClasses) {
        mip.row(-Infinity, 0, share);
        continue;
      }
      const alone = mip.column(0, most);
      mip.row(-Infinity, 0, [...others, [opened, -maxClass], [alone, maxClass]]);
      mip.row(-Infinity, 0, [...share, [alone, -own100 * maxClass]]);
      mip.row(-Infinity, 0, [
        [alone, 1],
        [opened, -1],
      ]);
    }
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
