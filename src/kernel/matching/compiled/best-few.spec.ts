import fc from 'fast-check';
import { bestFew, keepPromising, type RowList } from './best-few.js';

const listOf = (softs: readonly number[]): RowList => ({
  rows: Int32Array.from(softs.keys()),
  softs: Float64Array.from(softs),
});

describe('the best few of many', () => {
  it('are those that sorting puts first, equals as they lay, whatever was left out beforehand', () => {
    const heaviest = fc.constantFrom(0, 1, 63, 64, 300, 2 ** 29, 2 ** 30, 2 ** 40);
    const lists = heaviest.chain((heavy) =>
      fc.tuple(fc.constant(heavy), fc.array(fc.integer({ min: 0, max: heavy }), { maxLength: 200 })),
    );
    fc.assert(
      fc.property(lists, fc.constantFrom(0, 1, 3, 10, 1000), ([heavy, softs], most) => {
        const [list, best] = [listOf(softs), listOf(softs)];
        const few = bestFew(list, keepPromising(list, softs.length, most, heavy), Math.min(most, softs.length), best);
        const expected = softs.map((soft, row) => ({ row, soft })).toSorted((a, b) => b.soft - a.soft);
        const found = Array.from({ length: few }, (_, at) => ({ row: best.rows[at], soft: best.softs[at] }));
        expect(found).toEqual(expected.slice(0, most));
      }),
      { numRuns: 2000 },
    );
  });
});
