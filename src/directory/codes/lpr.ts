import type { Day } from '../../kernel/day.js';
import { ppm } from '../../kernel/money.js';
import type { Ppm } from '../../kernel/money.js';
import { readCodeFile } from './code-file.js';
import type { Verified } from './code-list.js';

/** 贷款市场报价利率 from a day on. */
interface LprChange {
  readonly from: Day;
  readonly oneYear: number;
  readonly fiveYears: number;
  readonly verified: Verified;
}

export type LprTerm = 'oneYear' | 'fiveYears';

const file = readCodeFile<LprChange>('lpr');

/** Changes only, oldest first. */
export const lprChanges: readonly LprChange[] = file.entries;

/** The LPR in force on a day, a rate a year, and since when; null before the reform of 2019-08-20. */
export function lprOn(day: Day, term: LprTerm): { rate: Ppm; from: Day; verified: Verified } | null {
  const change = lprChanges.findLast(({ from }) => from <= day);
  return change ? { rate: ppm(change[term]), from: change.from, verified: change.verified } : null;
}
