import { addDays, type Day } from './day.js';

/** One whole day of a calendar. */
export interface CalendarDay {
  /** Unique for ever: the same date sent again takes the place of what was sent before. */
  readonly uid: string;
  readonly day: Day;
  readonly title: string;
  readonly note?: string | null;
  readonly url?: string;
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r?\n/g, '\\n');
const compact = (day: Day): string => day.replaceAll('-', '');

/** No line longer than 75 octets; the rest follows after a blank (RFC 5545 §3.1). Never splits a character. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/**
 * An iCalendar file (RFC 5545) of whole days, as every calendar program reads it.
 * @param at when it was made
 */
export function icsOf(name: string, days: readonly CalendarDay[], at: Date): string {
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const events = days.flatMap(({ uid, day, title, note, url }) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escaped(title)}`,
    ...(note ? [`DESCRIPTION:${escaped(note)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yipanqi//Order classes//ZH',
    `X-WR-CALNAME:${escaped(name)}`,
  ];
  return [...head, ...events, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}
