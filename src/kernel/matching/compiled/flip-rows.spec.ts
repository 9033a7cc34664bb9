import fc from 'fast-check';
import { FlipRows } from './flip-rows.js';
import { RowPool } from './row-pool.js';

describe('rows kept only here and there', () => {
  it('are the same as if all were kept', () => {
    const flips = fc.array(fc.array(fc.integer({ min: 0, max: 69 }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(flips, fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(), { maxLength: 10 }), (all, most, asked) => {
        const pool = new RowPool(3, most);
        const rows = new FlipRows(pool, all);
        expect(rows.all()).toHaveLength(all.length * 3 > most ? 0 : all.length);
        for (const ask of [...asked, 0]) {
          const interval = ask % all.length;
          const expected = Array.from({ length: 96 }, () => false);
          for (const row of all.slice(0, interval + 1).flat()) expected[row] = !expected[row];
          const at = rows.at(interval);
          expect(expected.map((_, row) => pool.has(at, row))).toEqual(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
