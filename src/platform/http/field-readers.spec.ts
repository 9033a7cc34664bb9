import { readers, Unreadable } from './field-readers.js';

describe('months', () => {
  it.each([
    ['2027-03', '2027-03-01'],
    [' 2027-3 ', '2027-03-01'],
    ['２０２７-０３', '2027-03-01'],
    ['2027-03-15', '2027-03-01'],
  ])('%s is %s', (typed, first) => expect(readers.month(typed, {})).toBe(first));
  it.each(['2027', '2027-13', '2027-00', 'spring', '3-2027'])('%s is none', (typed) =>
    expect(readers.month(typed, {})).toEqual(new Unreadable('month')),
  );
});

describe('degrees', () => {
  it.each([
    ['24.9016', 90, 24_901_600],
    ['118.5562', 180, 118_556_200],
    ['-0.5', 90, -500_000],
    ['90', 90, 90_000_000],
    ['0.0000005', 90, 1],
  ])('%s is kept in millionths', (typed, max, kept) => expect(readers.degrees(typed, { max })).toBe(kept));
  it.each(['90.1', '-91', '1e1', '24°54', '', 'x'])('%s is no latitude', (typed) =>
    expect(readers.degrees(typed, { max: 90 })).toEqual(new Unreadable('degrees', { max: 90 })),
  );
});
