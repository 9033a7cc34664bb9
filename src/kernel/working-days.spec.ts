import fc from 'fast-check';
import { addDays } from './day.js';
import { WorkingCalendar } from './working-days.js';

/** The days of autumn 2026 and the new year that these cases cross. */
const calendar = new WorkingCalendar(
  new Map([
    [
      2026,
      {
        source: 'notice',
        off: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
        work: ['2026-09-20', '2026-10-10'],
      },
    ],
    [2027, { source: 'law', off: ['2027-01-01'], work: [], provisional: true }],
  ]),
);
describe('WorkingCalendar', () => {
  it.each([
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-10-01', false, 'an off day'],
    ['2026-10-10', true, 'a Saturday worked in return'],
    ['2027-01-01', false, 'a statutory holiday before the notice'],
    ['2030-01-01', true, 'a year nothing is known of: a Tuesday'],
  ])('%s: %s (%s)', (day, worked) => expect(calendar.isWorkingDay(day)).toBe(worked));

  it('counts over holidays and make-up days', () => {
    expect(calendar.addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(calendar.addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
    expect(calendar.addWorkingDays('2026-10-03', 0)).toBe('2026-10-08');
    expect(calendar.workingDaysBetween('2026-09-30', '2026-10-12')).toBe(4);
    expect(calendar.workingDaysBetween('2026-10-12', '2026-09-30')).toBe(0);
  });
  it('finds again what it added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 40 }), (offset, count) => {
        const start = calendar.workingDayFrom(addDays('2026-01-01', offset));
        expect(calendar.workingDaysBetween(start, calendar.addWorkingDays(start, count))).toBe(count);
      }),
      { numRuns: 50 },
    );
  });
  it('names the years it could only guess', () => {
    expect(calendar.guessedYears('2026-11-01', '2026-12-31')).toEqual([]);
    expect(calendar.guessedYears('2026-12-30', '2028-01-03')).toEqual([2027, 2028]);
  });
  it('takes a new notice without changing the old calendar', () => {
    const notice = { source: 'notice', off: ['2027-01-01', '2027-01-04'], work: ['2027-01-09'] };
    const renewed = calendar.withYear(2027, notice);
    expect(renewed.guessedYears('2027-01-01', '2027-12-31')).toEqual([]);
    expect([renewed.isWorkingDay('2027-01-04'), calendar.isWorkingDay('2027-01-04')]).toEqual([false, true]);
    expect(renewed.isWorkingDay('2026-10-10')).toBe(true);
  });
  it.each([
    [{ off: ['2026-01-01'], work: [] }, '2026-01-01'],
    [{ off: ['2027-02-30'], work: [] }, '2027-02-30'],
    [{ off: ['2027-10-09'], work: ['2027-10-09'] }, 'both off and worked'],
  ])('refuses %j for 2027', (data, what) =>
    expect(() => calendar.withYear(2027, { source: '', ...data })).toThrow(what),
  );
});
