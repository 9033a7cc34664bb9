import fc from 'fast-check';
import { bestFew, type RowList } from './best-few.js';
import { WeightPiles } from './weight-piles.js';

const listOf = (softs: readonly number[]): RowList => ({
  rows: Int32Array.from(softs.keys()),
  softs: Float64Array.from(softs),
});

const sorted = (softs: readonly number[], most: number): number[] =>
  [...softs.keys()].sort((a, b) => (softs[b] as number) - (softs[a] as number) || a - b).slice(0, most);

const weights = (heaviest: number) => fc.array(fc.nat(heaviest), { maxLength: 300 });

describe('the best few of many', () => {
  it('are those that sorting puts first, equals as they lay', () => {
    fc.assert(
      fc.property(weights(2 ** 31), fc.nat(40), (softs, most) => {
        const best = listOf(softs);
        const few = bestFew(listOf(softs), softs.length, most, best);
        expect([...best.rows.subarray(0, few)]).toEqual(sorted(softs, most));
      }),
    );
  });

  it('are the same off piles, which are gone afterwards', () => {
    const piles = WeightPiles.upTo(500, 300);
    fc.assert(
      fc.property(weights(500), fc.nat(40), (softs, most) => {
        const best = listOf(softs);
        const few = piles?.bestFew(listOf(softs), softs.length, most, best);
        expect([...best.rows.subarray(0, few)]).toEqual(sorted(softs, most));
        expect([...best.softs.subarray(0, few)]).toEqual(sorted(softs, most).map((at) => softs[at]));
      }),
    );
  });

  it('have no piles where weights are too many', () => {
    expect(WeightPiles.upTo(2 ** 20, 300)).toBeNull();
  });
});
