import { backoffMs, failureCode } from './backoff.js';

it('doubles up to the cap, give or take a quarter', () => {
  const mails = { baseMs: 30_000, capMs: 3_600_000 };
  const half = (): number => 0.5;
  expect([1, 2, 3, 7, 8, 9, 1_000].map((n) => backoffMs(n, mails, half) / 1_000)).toEqual([
    30, 60, 120, 1_920, 3_600, 3_600, 3_600,
  ]);
  expect(backoffMs(1, mails, () => 0)).toBe(22_500);
  expect(backoffMs(1, mails, () => 0.999_999)).toBe(37_500);
});

it('keeps a code of a failure, never its words', () => {
  expect(failureCode(Object.assign(new Error('王明'), { code: 'E_X y' }))).toBe('E_Xy');
  expect(failureCode(new RangeError('13800000000'))).toBe('RangeError');
  expect(failureCode(null)).toBe('unknown');
  expect(failureCode({ code: 7, name: '' })).toBe('unknown');
});
