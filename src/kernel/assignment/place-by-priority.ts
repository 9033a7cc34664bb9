import { assign } from './assign.js';
import { rankAtManager, whyBefore, type Board, type Way } from './manager-board.js';
import type { Placement } from './placement.js';

/** Why a need is not with the manager it likes best: his places are taken by needs he puts first, or he has none. */
export interface Displacement {
  readonly need: number;
  readonly wanted: Way;
  readonly got: Way | null;
  readonly because: 'no-places' | 'priority' | 'fit' | 'came-first';
  /** The needs that have the places, in the manager's order. Empty when he has none. */
  readonly by: readonly number[];
}

export interface PriorityPlacement {
  readonly policy: 'priority';
  readonly placement: Placement;
  readonly displaced: readonly Displacement[];
  /** The certificate: need and manager who would both rather have each other. Always empty. */
  readonly blockingPairs: readonly (readonly [need: number, manager: number])[];
}

/**
 * The policy 优先: the stable matching that is best for every need. No need is passed over for one that the same manager
 * puts behind it. It may serve fewer than the policy of welfare does, and it levels nothing.
 */
export function placeByPriority(board: Board): PriorityPlacement {
  const lists = board.ways.map((ways) => ways.map(({ manager }) => manager));
  const orders = board.managers.map((_, manager) =>
    board.ways
      .flatMap((ways) => ways.filter((way) => way.manager === manager))
      .sort((a, b) => rankAtManager(board, a, b))
      .map(({ need }) => need),
  );
  const { answer } = assign({ residents: lists, hospitals: orders, capacities: board.free }, 0);
  if (!answer) throw new Error('a board is always an instance');
  const placement: (Way | null)[] = board.needs.map(() => null);
  for (const [need, manager] of answer.pairs)
    placement[need] = board.ways[need]?.find((way) => way.manager === manager) ?? null;
  return {
    policy: 'priority',
    placement,
    displaced: displacedFrom(board, placement),
    blockingPairs: answer.blockingPairs,
  };
}

function displacedFrom(board: Board, placement: Placement): Displacement[] {
  return placement.flatMap((got, need): Displacement[] => {
    const wanted = board.ways[need]?.[0];
    if (!wanted || got?.manager === wanted.manager) return [];
    const holders = placement
      .filter((way): way is Way => way?.manager === wanted.manager)
      .sort((a, b) => rankAtManager(board, a, b));
    const last = holders.at(-1);
    const because = last ? whyBefore(board, last, wanted) : 'no-places';
    return [{ need, wanted, got, because, by: holders.map((way) => way.need) }];
  });
}
