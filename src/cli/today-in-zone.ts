import type { Day } from '../kernel/day.js';

/** The business day, for verbs that read no settings. */
export function todayInZone(): Day {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
