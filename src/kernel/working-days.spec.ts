import fc from 'fast-check';
import { addDays, dayOf } from './day.js';
import { WorkingCalendar, dueAt, fractionElapsed, markAt, remaining } from './working-days.js';

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
const zone = 'Asia/Shanghai';
const rule = { zone };
const at = (local: string) => new Date(`${local}:00+08:00`);

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

describe('dueAt', () => {
  it.each([
    ['a Monday morning', '2026-11-23T09:00', 3, '2026-11-26T17:00'],
    ['a Monday night', '2026-11-23T23:59', 3, '2026-11-26T17:00'],
    ['a Saturday, as if on Monday', '2026-11-21T10:00', 3, '2026-11-26T17:00'],
    ['over a weekend', '2026-11-26T10:00', 2, '2026-11-30T17:00'],
    ['over the national holiday', '2026-09-30T10:00', 2, '2026-10-09T17:00'],
    ['ending on a make-up Saturday', '2026-09-30T10:00', 3, '2026-10-10T17:00'],
  ])('from %s', (_what, start, days, due) => expect(dueAt(calendar, at(start), days, rule)).toEqual(at(due)));

  it('belongs to the day of the zone, not of UTC', () => {
    expect(dueAt(calendar, new Date('2026-11-22T16:30:00Z'), 1, rule)).toEqual(at('2026-11-24T17:00'));
  });
  it('adds days of pause, and ends when the setting says', () => {
    expect(dueAt(calendar, at('2026-11-23T09:00'), 3, { zone, pausedDays: 2, endsAt: '18:30' })).toEqual(
      at('2026-11-30T18:30'),
    );
  });
  it.each([-1, 1.5, Number.NaN])('refuses %d days', (days) =>
    expect(() => dueAt(calendar, at('2026-11-23T09:00'), days, rule)).toThrow(RangeError),
  );
});

describe('markAt', () => {
  it.each([
    [1, 50, '2026-11-23T17:00'],
    [1, 150, '2026-11-25T17:00'],
    [2, 50, '2026-11-24T17:00'],
    [3, 50, '2026-11-24T17:00'],
    [3, 100, '2026-11-26T17:00'],
    [3, 150, '2026-11-30T17:00'],
    [5, 150, '2026-12-03T17:00'],
  ])('of %d working days %d %% is at %s', (days, percent, mark) =>
    expect(markAt(calendar, at('2026-11-23T09:00'), days, percent, rule)).toEqual(at(mark)),
  );
  it('never lies before the start', () => {
    const late = at('2026-11-23T20:00');
    expect(markAt(calendar, late, 1, 50, rule)).toEqual(late);
  });
  it('waits for the pause', () => {
    expect(markAt(calendar, at('2026-11-23T09:00'), 2, 50, { zone, pausedDays: 1 })).toEqual(at('2026-11-25T17:00'));
  });
});

describe('fractionElapsed', () => {
  it.each([
    ['2026-11-23T18:00', 0],
    ['2026-11-24T16:59', 0],
    ['2026-11-24T17:00', 0.25],
    ['2026-11-25T09:00', 0.25],
    ['2026-11-27T17:00', 1],
    ['2026-11-29T12:00', 1],
    ['2026-12-01T17:00', 1.5],
  ])('at %s of Monday + 4 days: %d', (now, fraction) =>
    expect(fractionElapsed(calendar, at('2026-11-23T09:00'), 4, at(now), rule)).toBe(fraction),
  );
  it('is 1 exactly from the due time on', () => {
    const [start, due] = [at('2026-11-21T09:00'), dueAt(calendar, at('2026-11-21T09:00'), 3, { zone, pausedDays: 2 })];
    const elapsed = (now: Date) => fractionElapsed(calendar, start, 3, now, { zone, pausedDays: 2 });
    expect(elapsed(due)).toBe(1);
    expect(elapsed(new Date(due.getTime() - 1))).toBeLessThan(1);
  });
});

describe('remaining', () => {
  const due = at('2026-11-30T17:00'); // a Monday
  it.each([
    ['2026-11-25T09:00', 'days', 3],
    ['2026-11-27T23:00', 'days', 1],
    ['2026-11-29T09:00', 'days', 1],
    ['2026-11-30T08:30', 'hours', 9],
    ['2026-11-30T16:30', 'hours', 1],
    ['2026-11-30T17:00', 'hours', 0],
    ['2026-11-30T18:00', 'overdue', 0],
    ['2026-12-02T09:00', 'overdue', 2],
  ])('at %s: %s %d', (now, kind, count) => expect(remaining(calendar, at(now), due, zone)).toEqual({ kind, count }));
});

describe('the two together', () => {
  it('end on a working day, as many working days after the start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 350 * 24 }), fc.integer({ min: 1, max: 30 }), (hours, days) => {
        const start = new Date(Date.UTC(2026, 0, 1, hours));
        const last = dayOf(dueAt(calendar, start, days, rule), zone);
        expect(calendar.isWorkingDay(last)).toBe(true);
        expect(calendar.workingDaysBetween(calendar.workingDayFrom(dayOf(start, zone)), last)).toBe(days);
      }),
      { numRuns: 50 },
    );
  });
});
