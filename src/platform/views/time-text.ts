const BUSINESS_ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: BUSINESS_ZONE });

/** An instant on the business zone's wall: `2026-11-23 09:12`. */
export function wallTime(at: Date): string {
  return parts.format(at);
}

/** A span in words: the key of its sentence and the numbers in it. */
export interface Span {
  unit: 'minutes' | 'hours' | 'days' | 'days-hours';
  days: number;
  hours: number;
  minutes: number;
}

/** A span of `ms` in its two largest units, rounded down; days stand alone unless `fine` asks for their hours. */
export function span(ms: number, fine = false): Span {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0) return { unit: fine && hours > 0 ? 'days-hours' : 'days', days, hours, minutes };
  return { unit: hours > 0 ? 'hours' : 'minutes', days, hours, minutes };
}

/** Within 24 hours, either way, people are told the distance instead of the time. */
export function isClose(at: Date, now: Date): boolean {
  return Math.abs(at.getTime() - now.getTime()) < DAY;
}

/** 0 = Sunday, of a calendar day `YYYY-MM-DD`. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
