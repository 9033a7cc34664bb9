import { folded, icsOf } from './ics.js';

const at = new Date('2026-11-23T02:00:00.000Z');

describe('a calendar file', () => {
  it('holds one whole day an event, in lines that end as the standard says', () => {
    const text = icsOf('数控技术', [{ uid: 'a@class', day: '2027-02-28', title: '开班, 第一天', note: '甲；乙;丙\n丁', url: 'https://x/y' }], at); // prettier-ignore
    expect(text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Yipanqi//Order classes//ZH',
      'X-WR-CALNAME:数控技术',
      'BEGIN:VEVENT',
      'UID:a@class',
      'DTSTAMP:20261123T020000Z',
      'DTSTART;VALUE=DATE:20270228',
      'DTEND;VALUE=DATE:20270301',
      'SUMMARY:开班\\, 第一天',
      'DESCRIPTION:甲；乙\\;丙\\n丁',
      'URL:https://x/y',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('folds long lines at 75 octets between characters, and unfolds to what was written', () => {
    const line = `SUMMARY:${'岗位实习开始'.repeat(20)}a${'𠮷'.repeat(30)}`;
    const parts = folded(line).split('\r\n');
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
    expect(parts.map((part, i) => (i === 0 ? part : part.slice(1))).join('')).toBe(line);
  });
});
