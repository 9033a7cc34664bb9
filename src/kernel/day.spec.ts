import fc from 'fast-check';
import { addDays, addMonths, dayOf, daysBetween, instantAt, isDay, monthsBetween, weekday, timeOf } from './day.js';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days));

describe('isDay', () => {
  it.each(['2026-11-23', '2024-02-29', '2000-02-29'])('%s is a day', (text) => expect(isDay(text)).toBe(true));
  it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '2026-04-31', '20260401', '', 20260401])(
    '%s is none',
    (text) => expect(isDay(text)).toBe(false),
  );
  it('throws when reckoned with', () => expect(() => addDays('2026-02-30', 1)).toThrow(RangeError));
});

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', 12, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %d months is %s', (day, months, result) => expect(addMonths(day, months)).toBe(result));
});

describe('monthsBetween', () => {
  it.each([
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2026-01-31', '2026-02-28', 1],
    ['2025-11-23', '2026-11-22', 11],
    ['2026-02-15', '2026-01-15', -1],
  ])('%s to %s: %d', (from, to, months) => expect(monthsBetween(from, to)).toBe(months));
  it('is the greatest number of months that does not pass the end', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [from = a, to = b] = [a, b].toSorted();
        const months = monthsBetween(from, to);
        expect(addMonths(from, months) <= to && addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  it('counts across leap days and years', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-01-01', '2025-01-01')).toBe(-365);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
  it('adds what lies between', () => {
    fc.assert(fc.property(anyDay, anyDay, (a, b) => expect(addDays(a, daysBetween(a, b))).toBe(b)));
  });
  it('numbers weekdays from Monday = 1', () => {
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-29')).toBe(7);
  });
});

describe('time zones', () => {
  it('finds the day in Shanghai, where the evening of UTC is tomorrow', () => {
    expect(dayOf(new Date('2026-11-23T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-11-23');
    expect(dayOf(new Date('2026-11-23T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-24');
  });
  it.each([
    ['2026-11-23', '17:00', 'Asia/Shanghai', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23', '00:00', 'Asia/Shanghai', '2026-11-22T16:00:00.000Z'],
    ['1988-07-01', '12:00', 'Asia/Shanghai', '1988-07-01T03:00:00.000Z'], // summer time, 1986-1991
    ['2026-11-23', '17:00', 'America/Los_Angeles', '2026-11-24T01:00:00.000Z'],
    ['2026-03-08', '02:30', 'America/Los_Angeles', '2026-03-08T10:30:00.000Z'], // skipped; 03:30 there
    ['2026-03-08', '03:00', 'America/Los_Angeles', '2026-03-08T10:00:00.000Z'],
  ])('%s %s in %s', (day, time, zone, iso) => expect(instantAt(day, time, zone).toISOString()).toBe(iso));
  it('returns to its day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('Asia/Shanghai', 'UTC', 'America/Los_Angeles'), (day, zone) =>
        expect(dayOf(instantAt(day, '17:00', zone), zone)).toBe(day),
      ),
    );
  });
  it('tells the time that clocks of the zone show', () => {
    expect(timeOf(new Date('2026-11-23T09:05:59Z'), 'Asia/Shanghai')).toBe('17:05');
    expect(timeOf(new Date('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('00:00');
  });
  it('refuses a time that no clock shows', () =>
    expect(() => instantAt('2026-11-23', '24:00', 'UTC')).toThrow(RangeError));
});
