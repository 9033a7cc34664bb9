import { isDay } from '../../../kernel/day.js';
import { datesOf, milestoneKinds } from './class-calendar.js';

const kinds = (start: string, end: string) => datesOf(start, end).map(({ kind }) => kind);

describe('the dates of a class', () => {
  it('follow its start and its end', () => {
    const dates = datesOf('2027-09-01', '2029-07-01');
    const on = (kind: string) => dates.filter((one) => one.kind === kind).map(({ dueOn }) => dueOn);
    expect(on('opening')).toEqual(['2027-09-01']);
    expect(on('selection')).toEqual(['2027-08-18']);
    expect(on('internship')).toEqual(['2029-01-01']);
    expect(on('placing')).toEqual(['2029-07-01']);
    expect(on('check-m24')).toEqual(['2031-07-01']);
  });

  it('have the visits of every winter the class runs through', () => {
    const visits = datesOf('2027-09-01', '2029-07-01').filter(({ kind }) => kind === 'visit');
    expect(visits.map(({ dueOn }) => dueOn)).toEqual(['2027-12-20', '2028-12-20']);
  });

  it('leave out of a short class what it has no time for', () => {
    expect(kinds('2027-03-01', '2027-09-01')).not.toContain('internship-review');
    expect(kinds('2027-03-01', '2027-09-01')).toContain('assessment');
  });

  it('are days in order, of known kinds, whatever the class', () => {
    for (const [start, months] of [
      ['2027-01-31', 1],
      ['2026-02-28', 6],
      ['2027-09-01', 36],
      ['2028-02-29', 24],
    ] as const) {
      const end = `${Number(start.slice(0, 4)) + Math.ceil(months / 12)}-08-31`;
      const dates = datesOf(start, end);
      expect(dates.every(({ dueOn, kind }) => isDay(dueOn) && milestoneKinds.includes(kind))).toBe(true);
      expect(dates.map(({ dueOn }) => dueOn)).toEqual(dates.map(({ dueOn }) => dueOn).toSorted());
    }
  });
});
