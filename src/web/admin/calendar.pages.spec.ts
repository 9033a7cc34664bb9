import { readDays } from './calendar.pages.js';

describe('days as a notice gives them', () => {
  test.each([
    ['2027-01-01', ['2027-01-01']],
    ['2027-02-05~2027-02-07', ['2027-02-05', '2027-02-06', '2027-02-07']],
    ['2027-05-02、2027-05-01\n2027-05-01', ['2027-05-01', '2027-05-02']],
    ['2027年1月1日至2027年1月2日', ['2027-01-01', '2027-01-02']],
    ['', []],
  ])('%j', (text, days) => {
    expect(readDays('off', text)).toEqual(days);
  });

  test('what is no day is refused with the text itself', () => {
    expect(() => readDays('work', '2027-01-01 soon')).toThrow(
      expect.objectContaining({ fields: [{ field: 'work', code: 'calendar-day', params: { text: 'soon' } }] }) as Error,
    );
  });

  test('a range that runs on is cut to a month', () => {
    expect(readDays('off', '2027-01-01~2037-01-01')).toHaveLength(31);
  });
});
