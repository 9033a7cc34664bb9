const MINUTE = 60_000;

/** Every so many minutes of the hour or day, or once a day at a wall-clock time of the business zone. */
export type Rhythm = number | `daily ${string}`;

/** Throws on a rhythm that cannot be kept. */
export function checkRhythm(rhythm: Rhythm): void {
  const fits =
    typeof rhythm === 'number'
      ? Number.isInteger(rhythm) && rhythm >= 1 && (24 * 60) % rhythm === 0
      : /^daily (?:[01]\d|2[0-3]):[0-5]\d$/.test(rhythm);
  if (!fits) throw new Error(`not a rhythm: ${rhythm} (minutes that divide a day, or 'daily HH:mm')`);
}

/**
 * The newest due moment at or before `now`, as `YYYY-MM-DDTHH:mm` on the wall clock of `zone`. Older ones that were
 * missed are not made up for: a job finds by itself whatever has become due since it last ran.
 */
export function slotAt(rhythm: Rhythm, now: Date, zone: string): string {
  const wall = wallClock(now, zone);
  const [day = '', time = ''] = wall.split('T');
  if (typeof rhythm !== 'number') {
    const at = rhythm.slice('daily '.length);
    return `${time >= at ? day : dayBefore(day)}T${at}`;
  }
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const passed = hours * 60 + minutes;
  const start = passed - (passed % rhythm);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day}T${two(Math.floor(start / 60))}:${two(start % 60)}`;
}

function wallClock(now: Date, zone: string): string {
  const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(now).replace(' ', 'T');
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 60 * MINUTE).toISOString().slice(0, 10);
}
