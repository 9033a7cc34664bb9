import fc from 'fast-check';
import { Mip, type Objective, type Solver } from '../../kernel/planning/mip.js';
import { highsSolver } from './highs.js';

let solver: Solver;

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

type Row = readonly [lower: number, upper: number, terms: readonly (readonly [column: number, value: number])[]];
interface Small {
  /** The column that is x. */
  readonly x: number;
  readonly upper: readonly number[];
  readonly rows: readonly Row[];
}

/**
 * `x ≥ o`, `x = k y` as two rows, `50 x ≤ 50 m a`, `a ≤ o` for columns x, y, a, o in any order: presolve of HiGHS 1.15.3
 * loses the optimum of some of these (ADR 10).
 */
const small: fc.Arbitrary<Small> = fc
  .record({
    k: fc.constantFrom(2, 2, 3),
    m: fc.constantFrom(1, 2, 2, 3),
    upper: fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
    ),
  })
  .chain(({ k, m, upper }) => {
    const rows: readonly Row[] = [
      [
        0,
        Infinity,
        [
          [0, 1],
          [3, -1],
        ],
      ],
      [
        0,
        Infinity,
        [
          [0, 1],
          [1, -k],
        ],
      ],
      [
        -Infinity,
        0,
        [
          [0, 1],
          [1, -k],
        ],
      ],
      [
        -Infinity,
        0,
        [
          [0, 50],
          [2, -50 * m],
        ],
      ],
      [
        -Infinity,
        0,
        [
          [2, 1],
          [3, -1],
        ],
      ],
    ];
    const mixed = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
      fc.shuffledSubarray([...items], { minLength: items.length });
    return fc.tuple(mixed(rows), mixed([0, 1, 2, 3])).chain(([list, place]) =>
      fc.tuple(...list.map(([, , terms]) => mixed(terms))).map((terms) => ({
        x: place[0] ?? 0,
        upper: upper.map((_, column) => upper[place.indexOf(column)] ?? 0),
        rows: list.map(([low, high], at): Row => [
          low,
          high,
          (terms[at] ?? []).map(([column, value]) => [place[column] ?? 0, value] as const),
        ]),
      })),
    );
  });

const largest = ({ x }: Small): Objective => [[x, -1]];

function mipOf({ upper, rows }: Small): Mip {
  const mip = new Mip();
  for (const most of upper) mip.column(0, most);
  for (const [lower, most, terms] of rows) mip.row(lower, most, terms);
  return mip;
}

/** The greatest x, by trying everything. */
function greatest({ x, upper, rows }: Small): number {
  let points: number[][] = [[]];
  for (const most of upper)
    points = points.flatMap((point) => Array.from({ length: most + 1 }, (_, n) => [...point, n]));
  const kept = points.filter((point) =>
    rows.every(([lower, most, terms]) => {
      const sum = terms.reduce((total, [column, value]) => total + value * (point[column] ?? 0), 0);
      return sum >= lower && sum <= most;
    }),
  );
  return Math.max(...kept.map((point) => point[x] ?? 0));
}

describe('the solver', () => {
  it('finds the optimum of programs that its presolve gets wrong', () => {
    fc.assert(
      fc.property(small, (program) => {
        const answer = solver.solve(mipOf(program), largest(program), { nodes: 1000, start: null });
        expect(answer.status).toBe('optimal');
        expect(0 - (answer.values?.[program.x] ?? 0)).toBe(0 - greatest(program));
      }),
      { numRuns: 300 },
    );
  });

  it('may end at what is known to be the best, and never at less', () => {
    fc.assert(
      fc.property(small, (program) => {
        const enough = 0 - greatest(program);
        const answer = solver.solve(mipOf(program), largest(program), { nodes: 1000, start: null, enough });
        expect(answer.status).toBe('optimal');
        expect(0 - (answer.values?.[program.x] ?? 0)).toBe(enough);
      }),
      { numRuns: 60 },
    );
  });

  it('tells what a relaxation becomes when a row is given other bounds', () => {
    const mip = new Mip();
    const [x, y] = [mip.column(0, 9), mip.column(0, 9)];
    mip.row(-Infinity, Infinity, [
      [x, 1],
      [y, 2],
    ]);
    const relaxation = solver.relax(mip);
    const most = (): number | undefined =>
      relaxation
        .minimise([
          [x, -1],
          [y, -1],
        ])
        ?.values.reduce((sum, one) => sum + one, 0);
    expect(most()).toBeCloseTo(18);
    relaxation.limitRow(0, -Infinity, 11);
    expect(most()).toBeCloseTo(10);
    relaxation.limitRow(0, -Infinity, Infinity);
    expect(most()).toBeCloseTo(18);
    relaxation.close();
  });
});
