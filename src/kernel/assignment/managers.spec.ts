import fc from 'fast-check';
import { Random } from '../matching/spec/random.js';
import { checkFlow } from './check-flow.js';
import { boardOf, type Board, type Way } from './manager-board.js';
import { figuresOf, type Placement } from './placement.js';
import { placeByPriority } from './place-by-priority.js';
import { displacedByWelfare, placeByWelfare } from './place-by-welfare.js';

const property = (check: (random: Random) => void): void =>
  fc.assert(
    fc.property(fc.integer(), (seed) => check(new Random(seed))),
    { numRuns: 1000 },
  );

function smallBoard(random: Random): Board {
  const shelf = ['a', 'b', 'c'];
  return boardOf(
    random.list(0, 5, (n) => ({
      id: `n${n}`,
      priority: random.int(1, 2),
      fits: Object.fromEntries(random.some(shelf).map((product) => [product, random.int(0, 4)])),
    })),
    random.list(0, 3, (m) => ({
      id: `m${m}`,
      products: random.some(shelf, 0.6),
      limit: random.int(0, 4),
      load: random.int(0, 2),
    })),
  );
}

/** Every placement that keeps the limits. */
function allPlacements({ ways, free }: Board): Placement[] {
  const left = [...free];
  const found: Placement[] = [];
  const visit = (placed: readonly (Way | null)[]): void => {
    const list = ways[placed.length];
    if (!list) {
      found.push(placed);
      return;
    }
    visit([...placed, null]);
    for (const way of list) {
      if (!left[way.manager]) continue;
      left[way.manager] = (left[way.manager] ?? 0) - 1;
      visit([...placed, way]);
      left[way.manager] = (left[way.manager] ?? 0) + 1;
    }
  };
  visit([]);
  return found;
}

/** Unserved, unevenness, lost fit: as the policy is described, not as it is computed. */
function costsOf({ ways, managers }: Board, placement: Placement): number[] {
  const loads = managers.map(({ load }) => load);
  let load = 0;
  let lost = 0;
  for (const way of placement) {
    if (!way) continue;
    const before = loads[way.manager] ?? 0;
    load += Math.floor((1_000_000 * ((before + 1) ** 2 - before ** 2)) / (managers[way.manager]?.limit ?? 1));
    loads[way.manager] = before + 1;
    lost += (ways[way.need]?.[0]?.fit ?? 0) - way.fit;
  }
  return [placement.filter((way) => !way).length, load, lost];
}

const worse = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
};

describe('needs and client managers', () => {
  it('are brought together by welfare as by the best of all placements, with a proof that is checked apart', () => {
    property((random) => {
      const board = smallBoard(random);
      const { placement, costs, certificate } = placeByWelfare(board);
      const best = allPlacements(board)
        .map((one) => costsOf(board, one))
        .reduce((a, b) => (worse(a, b) ? b : a));
      expect([costs.unserved, costs.load, costs.lostFit]).toEqual(best);
      expect(costsOf(board, placement)).toEqual(best);
      expect(checkFlow(certificate.network, certificate.flow, certificate.proofs)).toEqual([]);
    });
  });

  it('say under welfare what would be worse if a need had the manager it likes best', () => {
    const seen = new Set<string>();
    property((random) => {
      const board = smallBoard(random);
      const welfare = placeByWelfare(board);
      const all = allPlacements(board);
      const now = costsOf(board, welfare.placement);
      for (const { need, manager, because, by } of displacedByWelfare(board, welfare)) {
        seen.add(because);
        const with_ = all.filter((one) => one[need]?.manager === manager).map((one) => costsOf(board, one));
        if (with_.length === 0) {
          expect([because, by]).toEqual(['no-places', 0]);
          continue;
        }
        const best = with_.reduce((a, b) => (worse(a, b) ? b : a));
        const at = best.findIndex((value, place) => value !== now[place]);
        expect(because).toBe(['as-good', 'serves-fewer', 'less-level', 'fits-worse'][at + 1]);
        expect(by).toBe(at < 0 ? 0 : (best[at] ?? 0) - (now[at] ?? 0));
      }
    });
    expect([...seen].sort()).toEqual(['as-good', 'fits-worse', 'less-level', 'no-places', 'serves-fewer']);
  });

  it('leave nobody with a justified grudge under priority, and say who came before', () => {
    const seen = new Set<string>();
    property((random) => {
      const board = smallBoard(random);
      const { placement, displaced, blockingPairs } = placeByPriority(board);
      expect(blockingPairs).toEqual([]);
      const urgency = (need: number) => board.needs[need]?.priority ?? 0;
      const before = (a: Way, b: Way): boolean =>
        urgency(a.need) < urgency(b.need) ||
        (urgency(a.need) === urgency(b.need) && (a.fit > b.fit || (a.fit === b.fit && a.need < b.need)));
      for (const [need, got] of placement.entries())
        for (const way of board.ways[need] ?? []) {
          if (way === got) break;
          const holders = placement.filter((one): one is Way => one?.manager === way.manager);
          expect(holders).toHaveLength(board.free[way.manager] ?? 0);
          expect(holders.every((holder) => before(holder, way))).toBe(true);
        }
      for (const { need, wanted, got, because, by } of displaced) {
        seen.add(because);
        expect([wanted, got]).toEqual([board.ways[need]?.[0], placement[need]]);
        expect(by).toHaveLength(board.free[wanted.manager] ?? 0);
        expect(because === 'no-places').toBe(by.length === 0);
      }
    });
    expect([...seen].sort()).toEqual(['came-first', 'fit', 'no-places', 'priority']);
  });

  it('are counted the same way for both policies', () => {
    property((random) => {
      const board = smallBoard(random);
      const [one, other] = [placeByPriority(board), placeByWelfare(board)].map(({ placement }) =>
        figuresOf(board, placement),
      );
      expect(other?.served).toBeGreaterThanOrEqual(one?.served ?? 0);
      for (const figures of [one, other]) {
        expect((figures?.served ?? 0) + (figures?.unserved ?? 0)).toBe(board.needs.length);
        expect(
          figures?.loads.every(
            (load, m) => load <= Math.max(board.managers[m]?.limit ?? 0, board.managers[m]?.load ?? 0),
          ),
        ).toBe(true);
      }
    });
  });

  it('differ where the policies mean to differ', () => {
    const board = boardOf(
      [
        { id: 'flexible', priority: 1, fits: { loan: 5, lease: 4 } },
        { id: 'narrow', priority: 2, fits: { loan: 3 } },
        { id: 'third', priority: 2, fits: { lease: 1 } },
      ],
      [
        { id: 'busy', products: ['loan'], limit: 4, load: 3 },
        { id: 'idle', products: ['lease'], limit: 4, load: 0 },
      ],
    );
    const priority = placeByPriority(board);
    expect(figuresOf(board, priority.placement)).toMatchObject({ served: 2, firstChoice: 2, fit: 6, loads: [4, 1] });
    expect(priority.displaced).toMatchObject([{ need: 1, got: null, because: 'priority', by: [0] }]);
    const welfare = placeByWelfare(board);
    expect(figuresOf(board, welfare.placement)).toEqual({
      served: 3,
      unserved: 0,
      firstChoice: 2,
      fit: 8,
      leastUsePpm: 500_000,
      mostUsePpm: 1_000_000,
      loads: [4, 2],
    });
    expect([...displacedByWelfare(board, welfare)]).toEqual([{ need: 0, manager: 0, because: 'serves-fewer', by: 1 }]);
  });

  it('are refused with numbers that are none', () => {
    expect(() => boardOf([], [{ id: 'm', products: [], limit: -1, load: 0 }])).toThrow(RangeError);
    expect(() => boardOf([{ id: 'n', priority: 1, fits: { a: 0.5 } }], [])).toThrow(RangeError);
  });
});
