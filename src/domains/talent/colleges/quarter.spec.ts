import { confirmedThisQuarter, quarterName, quarterStart } from './quarter.js';

describe('quarters', () => {
  it.each([
    ['2026-01-01', '2026-01-01', '2026-Q1'],
    ['2026-03-31', '2026-01-01', '2026-Q1'],
    ['2026-06-15', '2026-04-01', '2026-Q2'],
    ['2026-09-30', '2026-07-01', '2026-Q3'],
    ['2026-11-23', '2026-10-01', '2026-Q4'],
  ])('%s lies in the one that begins on %s', (day, start, name) =>
    expect([quarterStart(day), quarterName(day)]).toEqual([start, name]),
  );
  it('are confirmed from their first day on', () => {
    expect(confirmedThisQuarter('2026-10-01', '2026-11-23')).toBe(true);
    expect(confirmedThisQuarter('2026-09-30', '2026-11-23')).toBe(false);
    expect(confirmedThisQuarter(null, '2026-11-23')).toBe(false);
  });
});
