import type { Day } from '../day.js';
import type { Outcome } from './outcomes.js';

export interface TimeSplit {
  readonly past: readonly Outcome[];
  readonly later: readonly Outcome[];
  /** The first day that is not past. */
  readonly from: Day;
}

/** Past = up to and with a day. @param rows in the order of their days */
export function splitAfter(rows: readonly Outcome[], until: Day): TimeSplit {
  const at = rows.findIndex(({ day }) => day > until);
  return cut(rows, at < 0 ? rows.length : at);
}

/** Past = about so large a share of the rows. No day is split: the one that the share ends in is later. */
export function splitByShare(rows: readonly Outcome[], share: number): TimeSplit {
  const day = rows[Math.min(rows.length - 1, Math.floor(rows.length * share))]?.day;
  const at = rows.findIndex((row) => row.day === day);
  return cut(rows, at < 0 ? rows.length : at);
}

function cut(rows: readonly Outcome[], at: number): TimeSplit {
  return { past: rows.slice(0, at), later: rows.slice(at), from: rows[at]?.day ?? '' };
}
