import fc from 'fast-check';
import { dayOf } from './day.js';
import { deadlineOf, dueAt, markAt, pausedWorkingDays } from './deadline.js';
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
const zone = 'Asia/Shanghai';
const at = (local: string) => new Date(`${local}:00+08:00`);

describe('dueAt', () => {
  it.each([
    ['a Monday morning', '2026-11-23T09:00', 3, '2026-11-26T17:00'],
    ['a Monday night', '2026-11-23T23:59', 3, '2026-11-26T17:00'],
    ['a Saturday, as if on Monday', '2026-11-21T10:00', 3, '2026-11-26T17:00'],
    ['over a weekend', '2026-11-26T10:00', 2, '2026-11-30T17:00'],
    ['over the national holiday', '2026-09-30T10:00', 2, '2026-10-09T17:00'],
    ['ending on a make-up Saturday', '2026-09-30T10:00', 3, '2026-10-10T17:00'],
  ])('from %s', (_what, start, days, due) => expect(dueAt(calendar, at(start), days)).toEqual(at(due)));

  it('belongs to the day of the zone, not of UTC', () => {
    expect(dueAt(calendar, new Date('2026-11-22T16:30:00Z'), 1)).toEqual(at('2026-11-24T17:00'));
  });
  it('adds days of pause, and ends when the setting says', () => {
    expect(dueAt(calendar, at('2026-11-23T09:00'), 3, { pausedDays: 2, endsAt: '18:30' })).toEqual(
      at('2026-11-30T18:30'),
    );
  });
  it.each([-1, 1.5, Number.NaN])('refuses %d days', (days) =>
    expect(() => dueAt(calendar, at('2026-11-23T09:00'), days)).toThrow(RangeError),
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
    expect(markAt(calendar, at('2026-11-23T09:00'), days, percent)).toEqual(at(mark)),
  );
  it('never lies before the start', () => {
    const late = at('2026-11-23T20:00');
    expect(markAt(calendar, late, 1, 50)).toEqual(late);
  });
  it('waits for the pause', () => {
    expect(markAt(calendar, at('2026-11-23T09:00'), 2, 50, { pausedDays: 1 })).toEqual(at('2026-11-25T17:00'));
  });
});

describe('pausedWorkingDays', () => {
  it('counts the working days after the pause began, up to its end', () => {
    expect(pausedWorkingDays(calendar, at('2026-11-20T09:00'), at('2026-11-24T09:00'))).toBe(2);
    expect(pausedWorkingDays(calendar, at('2026-11-24T09:00'), at('2026-11-24T16:00'))).toBe(0);
  });
});

describe('deadlineOf', () => {
  it('gives the three marks together', () => {
    expect(deadlineOf(calendar, at('2026-11-23T09:00'), 2)).toEqual({
      remindAt: at('2026-11-24T17:00'),
      dueAt: at('2026-11-25T17:00'),
      escalateAt: at('2026-11-26T17:00'),
      byWeekends: false,
    });
  });
  it('moves with days of pause, and with another closing time', () => {
    expect(deadlineOf(calendar, at('2026-11-23T09:00'), 2, 1, { endsAt: '18:00' }).dueAt).toEqual(
      at('2026-11-26T18:00'),
    );
  });
  it('says when it crossed a year without a notice', () => {
    expect(deadlineOf(calendar, at('2026-12-30T09:00'), 2).byWeekends).toBe(true);
  });
  it('belongs to the zone it is told', () => {
    const { dueAt: due } = deadlineOf(calendar, at('2026-11-23T09:00'), 1, 0, { zone: 'UTC' });
    expect(due).toEqual(new Date('2026-11-24T17:00:00Z'));
  });
});

describe('a deadline and the calendar', () => {
  it('agree: it ends on a working day, as many working days after the start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 350 * 24 }), fc.integer({ min: 1, max: 30 }), (hours, days) => {
        const start = new Date(Date.UTC(2026, 0, 1, hours));
        const last = dayOf(dueAt(calendar, start, days), zone);
        expect(calendar.isWorkingDay(last)).toBe(true);
        expect(calendar.workingDaysBetween(calendar.workingDayFrom(dayOf(start, zone)), last)).toBe(days);
      }),
      { numRuns: 50 },
    );
  });
});
