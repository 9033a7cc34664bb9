import type { Board, Way } from './manager-board.js';
import { NetworkBuilder } from './network.js';
import type { Placement } from './placement.js';
import { stagedFlow } from './staged-flow.js';

/** A load's cost is its square over the limit; a further case costs the difference, in these parts. */
const PARTS = 1_000_000;

/** What each cost of the policy comes to: needs without a manager, unevenness of loads, fit that is lost. */
export interface WelfareCosts {
  readonly unserved: number;
  readonly load: number;
  /** Points below the best fit of each need that is served, summed. */
  readonly lostFit: number;
}

/** The network that was solved, with flow and potentials: whoever likes may check it with `checkFlow`. */
export interface FlowCertificate {
  readonly network: {
    readonly supply: readonly number[] | Float64Array;
    readonly from: Int32Array;
    readonly to: Int32Array;
    readonly capacity: Float64Array;
  };
  readonly flow: Float64Array;
  readonly proofs: readonly { readonly cost: Float64Array; readonly potential: Float64Array }[];
}

export interface WelfarePlacement {
  readonly policy: 'welfare';
  readonly placement: Placement;
  readonly costs: WelfareCosts;
  readonly certificate: FlowCertificate;
}

/** Why a need is not with a manager, from the best plan in which it is. */
export interface WelfareReason {
  readonly need: number;
  readonly manager: number;
  /** `as-good` when such a plan is no worse: then the choice between them was free. `no-places` when there is none. */
  readonly because: 'no-places' | 'serves-fewer' | 'less-level' | 'fits-worse' | 'as-good';
  /** By how much the deciding cost would rise: needs, parts of load, or points. 0 for the other two. */
  readonly by: number;
}

/**
 * The policy 均衡: serve as many needs as possible; among those plans, the most level load (least sum of load² / limit);
 * among those, the best fit. Exact, by convex min-cost flow. Urgency plays no part.
 */
export function placeByWelfare(board: Board): WelfarePlacement {
  return solve(board, null);
}

/** Solves again with the need given to the manager, and says what would be worse. @param way one of the board's */
export function whyNotManager(board: Board, { costs }: WelfarePlacement, way: Way): WelfareReason {
  const about = { need: way.need, manager: way.manager };
  if (board.free[way.manager] === 0) return { ...about, because: 'no-places', by: 0 };
  const forced = solve(board, way).costs;
  if (forced.unserved > costs.unserved)
    return { ...about, because: 'serves-fewer', by: forced.unserved - costs.unserved };
  if (forced.load > costs.load) return { ...about, because: 'less-level', by: forced.load - costs.load };
  const by = forced.lostFit - costs.lostFit;
  return { ...about, because: by > 0 ? 'fits-worse' : 'as-good', by };
}

/** The reason of every need that is not with the manager it likes best: one more solution each, when it is asked for. */
export function* displacedByWelfare(board: Board, welfare: WelfarePlacement): Generator<WelfareReason> {
  for (const [need, way] of welfare.placement.entries()) {
    const wanted = board.ways[need]?.[0];
    if (wanted && way?.manager !== wanted.manager) yield whyNotManager(board, welfare, wanted);
  }
}

function solve(board: Board, forced: Way | null): WelfarePlacement {
  const { needs, managers, ways, free } = board;
  const [atManager, sink] = [needs.length, needs.length + managers.length];
  const builder = new NetworkBuilder([...needs.map(() => 1), ...managers.map(() => 0), -needs.length]);
  const [unserved, lost, load]: [number[], number[], number[]] = [[], [], []];
  const wayOf: Way[] = [];
  const asking = managers.map(() => 0);
  for (const [need, list] of ways.entries()) {
    for (const way of list) {
      if (forced?.need === need && way.manager !== forced.manager) continue;
      wayOf[builder.arc(need, atManager + way.manager, 1, 0)] = way;
      unserved.push(0);
      load.push(0);
      lost.push((list[0] as Way).fit - way.fit);
      asking[way.manager] = (asking[way.manager] ?? 0) + 1;
    }
    if (forced?.need === need) continue;
    builder.arc(need, sink, 1, 0);
    unserved.push(1);
    load.push(0);
    lost.push(0);
  }
  for (const [m, manager] of managers.entries()) {
    const most = Math.min(free[m] ?? 0, asking[m] ?? 0);
    const units = Array.from({ length: most }, (_, k) =>
      Math.floor((PARTS * (2 * (manager.load + k) + 1)) / manager.limit),
    );
    builder.convex(atManager + m, sink, units);
    for (const unit of units) {
      unserved.push(0);
      load.push(unit);
      lost.push(0);
    }
  }
  const network = builder.build();
  const solved = stagedFlow(
    network,
    [unserved, load, lost].map((cost) => Float64Array.from(cost)),
  );
  if (solved.status === 'infeasible') throw new Error('a need can always stay without a manager');
  const placement: (Way | null)[] = needs.map(() => null);
  for (const [arc, way] of wayOf.entries()) if (way && solved.flow[arc] === 1) placement[way.need] = way;
  const [first, second, third] = solved.stages.map(({ value }) => value) as [number, number, number];
  return {
    policy: 'welfare',
    placement,
    costs: { unserved: first, load: second, lostFit: third },
    certificate: { network, flow: solved.flow, proofs: solved.stages },
  };
}
