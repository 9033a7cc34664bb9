import { times } from './expression.js';
import { groupBy } from './group-by.js';
import type { Block } from './block.js';
import type { PlanInstance, PlanRules } from './instance.js';
import type { Mip } from './mip.js';
import type { Term } from './terms.js';

/** A firm of a term that could hold more than its share of a class, or a class alone where that is not wanted. */
export interface WatchedFirm {
  readonly organisation: string;
  /** Seats of all its demands here. */
  readonly asked: number;
}

/** A firm that cannot reach its share of the smallest class needs no row. */
export function watchedFirms(rules: PlanRules, { candidates, of }: Term): WatchedFirm[] {
  const percent = rules.oneFirmShare ?? 100;
  if (percent >= 100 && rules.singleFirmClasses) return [];
  return groupBy(candidates, ({ demand }) => demand.organisation)
    .map((own) => ({
      organisation: own[0]?.demand.organisation ?? '',
      asked: own.reduce((sum, { seats }) => sum + seats, 0),
    }))
    .filter(({ asked }) => (percent >= 100 ? asked >= of.minClass : asked * 100 > percent * of.minClass));
}

/**
 * One firm's share of a class of two or more firms, and classes for one firm alone. A firm that could fill a class
 * gets a column: how many classes it has alone.
 */
export function addShareRows(mip: Mip, { rules }: PlanInstance, blocks: readonly Block[]): void {
  const percent = rules.oneFirmShare ?? 100;
  const divisor = gcd(percent, 100);
  const [own100, others100] = [(100 - percent) / divisor, percent / divisor];
  for (const { opened, groups, term, most } of blocks) {
    const { minClass, maxClass } = term.of;
    for (const { organisation, asked } of watchedFirms(rules, term)) {
      const own = groups.filter(({ members }) => members[0]?.demand.organisation === organisation);
      const mine = own.flatMap(({ amount }) => amount);
      const others = groups.filter((group) => !own.includes(group)).flatMap(({ amount }) => amount);
      if (percent >= 100) {
        mip.row(0, Infinity, [...others, [opened, -1]]);
        continue;
      }
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
