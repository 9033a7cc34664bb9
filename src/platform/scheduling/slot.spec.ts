import { checkRhythm, type Rhythm, slotAt } from './slot.js';

const at = (rhythm: Rhythm, instant: string): string => slotAt(rhythm, new Date(instant), 'Asia/Shanghai');

it('names the newest due moment on the wall clock of the business zone', () => {
  expect(at('daily 08:30', '2026-11-24T00:30:00Z')).toBe('2026-11-24T08:30');
  expect(at('daily 08:30', '2026-11-24T00:29:59Z')).toBe('2026-11-23T08:30');
  expect(at('daily 00:00', '2026-12-31T16:00:00Z')).toBe('2027-01-01T00:00');
  expect(at('daily 23:00', '2026-12-31T16:00:00Z')).toBe('2026-12-31T23:00');
  expect(at(15, '2026-11-24T01:44:59Z')).toBe('2026-11-24T09:30');
  expect(at(1, '2026-11-24T16:00:30Z')).toBe('2026-11-25T00:00');
  expect(at(1440, '2026-11-24T01:44:59Z')).toBe('2026-11-24T00:00');
});

it.each([0, -5, 7, 1.5, 'daily 24:00', 'daily 8:30', 'weekly'])('refuses the rhythm %s', (rhythm) =>
  expect(() => checkRhythm(rhythm as Rhythm)).toThrow('not a rhythm'),
);
