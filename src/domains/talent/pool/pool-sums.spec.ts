import fc from 'fast-check';
import { FEWEST_FIRMS, poolSum, type PooledPart } from './pool-sums.js';

const part = (organisationId: string, people: number, month: string | null = '2028-03', level = 'associate'): PooledPart => ({ organisationId, people, month, level }); // prettier-ignore

describe('what a college reads of a pool', () => {
  it('is no number at all while fewer than three firms stand behind it', () => {
    expect(poolSum([])).toEqual({ people: null, lines: [] });
    expect(poolSum([part('a', 80), part('b', 2), part('b', 3)])).toEqual({ people: null, lines: [] });
  });

  it('is one sum a level and month', () => {
    const parts = ['a', 'b', 'c'].flatMap((firm) => [part(firm, 4), part(firm, 2, null)]);
    expect(poolSum(parts)).toEqual({
      people: 18,
      lines: [
        { level: 'associate', month: '2028-03', other: false, people: 12 },
        { level: 'associate', month: null, other: false, people: 6 },
      ],
    });
  });

  it('puts what too few ask for together, and takes a shown line in where the rest is still of too few', () => {
    const large = ['a', 'b', 'c', 'd'].map((firm) => part(firm, 5));
    const small = ['a', 'b', 'c'].map((firm) => part(firm, 1, '2028-09'));
    const lonely = part('e', 7, '2029-01');
    expect(poolSum([...large, ...small, lonely])).toEqual({
      people: 30,
      lines: [
        { level: 'associate', month: '2028-03', other: false, people: 20 },
        { level: null, month: null, other: true, people: 10 },
      ],
    });
  });

  const parts = fc.array(
    fc.record({
      organisationId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      level: fc.constantFrom('associate', 'bachelor', null),
      month: fc.constantFrom('2028-01', '2028-03', '2028-09', null),
      people: fc.integer({ min: 1, max: 80 }),
    }),
    { maxLength: 40 },
  );

  it('never shows, nor leaves over by subtraction, a number of fewer than three firms', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const { people, lines } = poolSum(given);
        const firms = (of: readonly PooledPart[]) => new Set(of.map(({ organisationId }) => organisationId)).size;
        if (people === null) return firms(given) < FEWEST_FIRMS && lines.length === 0;
        const named = lines.filter(({ other }) => !other);
        const inLine = (one: PooledPart) =>
          named.some(({ level, month }) => level === one.level && month === one.month);
        const behind = named.map(({ level, month }) =>
          given.filter((one) => one.level === level && one.month === month),
        );
        const rest = given.filter((one) => !inLine(one));
        return (
          behind.every((of) => firms(of) >= FEWEST_FIRMS) &&
          (rest.length === 0 || firms(rest) >= FEWEST_FIRMS) &&
          lines.reduce((sum, line) => sum + line.people, 0) === people &&
          people === given.reduce((sum, one) => sum + one.people, 0)
        );
      }),
    );
  });
});
