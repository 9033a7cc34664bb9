import { addDays, daysBetween } from '../../kernel/day.js';
import { calendarFolder, calendarYear, readCalendarYears } from './calendar-files.js';
import { Calendar } from './calendar.js';

describe('config/calendars', () => {
  const calendar = new Calendar().working();
  const workingDays = (year: number) => calendar.workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`);

  it.each([
    [2024, 28, 8, 251],
    [2025, 28, 5, 248],
    [2026, 33, 6, 248],
  ])('%d: %d days off, %d worked in return, %d working days', (year, off, work, total) => {
    const data = calendar.year(year);
    expect([data?.off.length, data?.work.length, workingDays(year)]).toEqual([off, work, total]);
    expect(data?.provisional).toBe(false);
  });
  it('knows 2027 only by law, and says so', () => {
    expect(calendar.year(2027)?.off).toHaveLength(13);
    expect(calendar.guessedYears('2026-12-01', '2027-02-01')).toEqual([2027]);
  });
  it('lists days in order, once, make-up days on weekends only', () => {
    for (const { off, work } of readCalendarYears(calendarFolder).values()) {
      expect(off).toEqual([...new Set(off)].toSorted());
      expect(work).toEqual([...new Set(work)].toSorted());
      const weekends = work.filter((day) => daysBetween('2024-01-06', day) % 7 <= 1);
      expect(weekends).toEqual(work);
    }
  });
  it.each([
    ['2024-02-17', false],
    ['2024-02-18', true],
    ['2025-01-26', true],
    ['2025-10-08', false],
    ['2026-02-23', false],
    ['2026-02-28', true],
    ['2026-10-10', true],
  ])('%s is worked: %s', (day, worked) => expect(calendar.isWorkingDay(day)).toBe(worked));
});

describe('Calendar', () => {
  it('replaces a year when its notice is out', () => {
    const service = new Calendar();
    const before = service.working();
    service.replaceYear(2027, { source: 'notice', off: ['2027-01-01'], work: [addDays('2027-01-01', 1)] });
    expect(service.working().isWorkingDay('2027-01-02')).toBe(true);
    expect(service.working().guessedYears('2027-01-01', '2027-12-31')).toEqual([]);
    expect(before.isWorkingDay('2027-01-02')).toBe(false);
  });
});

describe('calendarYear', () => {
  it.each([
    [null],
    [{ off: '2027-01-01', work: [], source: 'notice' }],
    [{ off: ['2027-1-1'], work: [], source: 'notice' }],
    [{ off: [], source: 'notice' }],
    [{ off: [], work: [] }],
  ])('refuses %j', (json) => expect(() => calendarYear(json, 'cn-2027.json')).toThrow(TypeError));
});
