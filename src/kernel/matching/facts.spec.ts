import fc from 'fast-check';
import { absent, average, difference, factOf, growth, known, quotient, sum, unknown } from './facts.js';
import { addMonths, dayAt, dayNumber, isDay, monthsBetween } from './months.js';

const money = (fen: number) => known('money', fen);

describe('arithmetic on facts', () => {
  it('adds, subtracts and averages, rounding down', () => {
    expect(sum(money(1), money(2), money(3))).toEqual(money(6));
    expect(difference(money(1), money(3))).toEqual(money(-2));
    expect(average(money(1), money(2))).toEqual(money(1));
    expect(average(money(-1), money(-2))).toEqual(money(-2));
  });

  it.each([
    [1, 3, 333_333],
    [-1, 3, -333_334],
    [2, 3, 666_666],
    [0, 5, 0],
    [5, 5, 1_000_000],
    [900_719_925_474_099, 900_719_925_474_100, 999_999],
  ])('%d / %d is %d ppm', (dividend, divisor, ppm) => {
    expect(quotient(money(dividend), money(divisor))).toEqual(known('ppm', ppm));
  });

  it('divides any two safe integers exactly', () => {
    const numbers = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -9_007_199_260, max: 9_007_199_260 }));
    fc.assert(
      fc.property(numbers, fc.oneof(fc.maxSafeInteger(), fc.integer()), (above, below) => {
        fc.pre(below > 0);
        const scaled = BigInt(above) * 1_000_000n;
        const floor = scaled / BigInt(below) - (scaled < 0n && scaled % BigInt(below) !== 0n ? 1n : 0n);
        const held = floor > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : Number(floor);
        expect(quotient(money(above), money(below))).toEqual(known('ppm', Math.max(Number.MIN_SAFE_INTEGER, held)));
      }),
      { numRuns: 5000 },
    );
  });

  it('holds a ratio that no exact number can carry at the largest', () => {
    expect(quotient(money(Number.MAX_SAFE_INTEGER), money(1))).toEqual(known('ppm', Number.MAX_SAFE_INTEGER));
  });

  it('knows nothing of a ratio to zero or less, or with a missing part', () => {
    expect(quotient(money(5), money(0))).toEqual(absent);
    expect(quotient(money(5), money(-1))).toEqual(absent);
    expect(quotient(money(5), unknown('expired'))).toEqual(unknown('expired'));
    expect(sum(money(5), unknown('disputed'), absent)).toEqual(unknown('disputed'));
    expect(growth(money(120), money(100))).toEqual(known('ppm', 200_000));
    expect(growth(money(120), money(0))).toEqual(absent);
  });

  it('refuses to add unlike things', () => {
    expect(() => sum(money(1), known('count', 1))).toThrow('money, count');
    expect(() => sum(known('flag', true), known('flag', true))).toThrow('not a number');
  });

  it('takes a key that is not there, or only inherited, as absent', () => {
    expect(factOf({}, 'amount')).toBe(absent);
    expect(factOf({}, 'constructor')).toBe(absent);
  });
});

describe('calendar', () => {
  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 0, '2026-05-31'],
    ['9999-12-31', 1, '9999-12-31'],
  ])('%s + %d months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ['2026-01-31', '2026-02-27', 0],
    ['2026-01-31', '2026-02-28', 1],
    ['2024-11-23', '2026-11-22', 23],
    ['2024-11-23', '2026-11-23', 24],
    ['2026-11-23', '2026-11-23', 0],
    ['2027-01-01', '2026-01-01', 0],
  ])('from %s to %s are %d whole months', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  it('knows days that exist', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-00-10'].some(isDay)).toBe(false);
    expect(dayAt(dayNumber('2026-11-23'))).toBe('2026-11-23');
  });
});
