import fc from 'fast-check';
import { firstAcross } from './crossing.js';

describe('where a steady function crosses zero', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 60 });

  it('is found exactly, rising or falling, straight or in steps', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -20, max: 120 }), fc.constantFrom(1, -1), (rises, cut, sign) => {
        const values = rises.map((_, at) => sign * (rises.slice(0, at + 1).reduce((a, b) => a + b, 0) - cut));
        const side = (values[0] as number) >= 0;
        const first = values.findIndex((value) => value >= 0 !== side);
        const found = firstAcross((at) => values[at], 0, values.length - 1);
        expect(found).toBe(first < 0 ? undefined : first);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes few calls on a ratio to a revenue, over all amounts', () => {
    for (const revenue of [1, 99, 1_000_000, 4_200_000_000, 1e14]) {
      let calls = 0;
      const ratio = (amount: number): number => {
        calls += 1;
        return Number((BigInt(amount) * 1_000_000n) / BigInt(revenue)) - 300_000;
      };
      const found = firstAcross(ratio, 1, 1e15);
      expect(found).toBe(revenue === 1 ? undefined : Math.ceil((revenue * 3) / 10));
      expect(calls).toBeLessThan(12);
    }
  });

  it('is nowhere when there is no value at an end', () => {
    expect(firstAcross((at) => (at < 5 ? at - 3 : undefined), 0, 9)).toBeUndefined();
  });
});
