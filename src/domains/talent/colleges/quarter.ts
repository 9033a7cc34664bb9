import type { Day } from '../../../kernel/day.js';

/** The first day of the quarter in which a day lies. */
export function quarterStart(day: Day): Day {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** `2026-Q4`: names the round of a quarter. */
export const quarterName = (day: Day): string =>
  `${day.slice(0, 4)}-Q${(Number(quarterStart(day).slice(5, 7)) + 2) / 3}`;

/** Whether a college has said in this quarter that its programmes and numbers are right. */
export const confirmedThisQuarter = (confirmedOn: Day | null, today: Day): boolean =>
  confirmedOn !== null && confirmedOn >= quarterStart(today);
