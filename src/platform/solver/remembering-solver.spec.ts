import { Mip, type MipAnswer, type SolveMip } from '../../kernel/planning/mip.js';
import { highsSolver } from './highs.js';
import { rememberingSolver } from './remembering-solver.js';

const limits = { nodes: 100, start: null };

/** Most of two columns of at most `upper` each, together at most 5. */
function program(upper: number): Mip {
  const mip = new Mip();
  const columns = [mip.column(0, upper), mip.column(0, upper)];
  mip.row(
    0,
    5,
    columns.map((column) => [column, 1] as const),
  );
  return mip;
}
const most = [
  [0, -1],
  [1, -1],
] as const;

describe('a solver that remembers', () => {
  let asked: number;
  const counting = (solve: SolveMip): SolveMip => {
    asked = 0;
    return (...question) => {
      asked++;
      return solve(...question);
    };
  };

  it('answers an equal program as before, and asks for another one', async () => {
    const plain = await highsSolver({ seconds: 10, cancelled: () => false });
    const solve = rememberingSolver(counting(plain));
    const first = solve(program(4), most, limits);
    expect(first).toMatchObject({ status: 'optimal', bound: -5 });
    expect(solve(program(4), most, limits)).toEqual(plain(program(4), most, limits));
    expect(asked).toBe(1);
    expect(solve(program(2), most, limits)).toMatchObject({ status: 'optimal', bound: -4 });
    expect(solve(program(4), [[0, -1]], limits)).toMatchObject({ bound: -4 });
    expect(asked).toBe(3);
  });

  it('keeps no answer that time or a person cut off', () => {
    const cut: MipAnswer = { status: 'limit', values: null, bound: -Infinity, nodes: 0 };
    const solve = rememberingSolver(counting(() => cut));
    expect([solve(program(4), most, limits), solve(program(4), most, limits)]).toEqual([cut, cut]);
    expect(asked).toBe(2);
  });
});
