import { countProblems, sumCounts, type PlacementCounts } from './placement-sums.js';

const counts = (change: Partial<PlacementCounts> = {}): PlacementCounts => ({
  offered: 8, joined: 7, working: 6, gone: 1, sameField: 5, nearField: 1, otherField: 1, ...change,
}); // prettier-ignore

describe('the counts of placements', () => {
  it('are taken as they are while they fit into each other', () => {
    expect(countProblems(counts(), 8)).toEqual([]);
    expect(countProblems(counts({ working: 5, gone: 0, otherField: 0 }), 8)).toEqual([]);
  });

  it.each([
    ['offered', { offered: 9 }],
    ['joined', { joined: 9, working: 6 }],
    ['working', { working: 8 }],
    ['gone', { gone: 2 }],
    ['otherField', { otherField: 2 }],
    ['sameField', { sameField: 8 }],
    ['nearField', { nearField: 3 }],
  ])('are refused at %s', (field, change) => {
    expect(countProblems(counts(change), 8).map((problem) => problem.field)).toContain(field);
  });

  it('never let through more people than seats, whatever the numbers', () => {
    for (let seed = 1; seed < 2_000; seed++) {
      const n = (i: number) => (seed * (i * 7 + 3) * 2_654_435_761) % 11;
      const one = counts({
        offered: n(1),
        joined: n(2),
        working: n(3),
        gone: n(4),
        sameField: n(5),
        nearField: n(6),
        otherField: n(7),
      });
      if (countProblems(one, 6).length > 0) continue;
      expect(one.working + one.gone).toBeLessThanOrEqual(6);
      expect(one.sameField + one.nearField + one.otherField).toBeLessThanOrEqual(one.joined);
    }
  });

  it('are summed by field', () => {
    expect(sumCounts([counts(), counts({ joined: 1 })])).toMatchObject({ offered: 16, joined: 8, working: 12 });
    expect(sumCounts([]).offered).toBe(0);
  });
});
