import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkFlow } from '../../../kernel/assignment/check-flow.js';
import {
  boardOf,
  type Board,
  type Manager,
  type WaitingNeed,
  type Way,
} from '../../../kernel/assignment/manager-board.js';
import { placeByPriority, type PriorityPlacement } from '../../../kernel/assignment/place-by-priority.js';
import {
  displacedByWelfare,
  placeByWelfare,
  type WelfarePlacement,
} from '../../../kernel/assignment/place-by-welfare.js';
import { figuresOf, type Placement, type PlacementFigures } from '../../../kernel/assignment/placement.js';
import type { AssignmentPolicy } from './assignment.entity.js';

/** Raised when the kernel's answers may change for equal input; stored with every run. */
export const ASSIGNMENT_VERSION = '1';

/** Why a need has no way to any manager: nothing fits it, nobody handles what fits, or the enterprise consented to none of them. */
export const closedReasons = ['no-fit', 'no-manager', 'no-consent'] as const;
export type ClosedReason = (typeof closedReasons)[number];

export interface BoardNeed extends WaitingNeed {
  readonly closed: ClosedReason | null;
}

export interface BoardInput {
  readonly needs: readonly BoardNeed[];
  readonly managers: readonly Manager[];
}

/** By which rule the need is not where it would rather be; of a need without any way, why there is none. */
export interface RowReason {
  readonly because:
    | ClosedReason
    | 'no-places'
    | 'priority'
    | 'fit'
    | 'came-first'
    | 'serves-fewer'
    | 'less-level'
    | 'fits-worse'
    | 'as-good';
  /** The manager it likes best, by id. */
  readonly wanted?: string;
  /** How many needs fewer, or points lost. */
  readonly by?: number;
  /** The needs that have his places, in his order. */
  readonly holders?: readonly string[];
}

export interface ProposedRow {
  readonly demandId: string;
  readonly managerId: string | null;
  readonly offerId: string | null;
  readonly fit: number | null;
  readonly reason: RowReason | null;
}

export interface ProposalFigures extends Omit<PlacementFigures, 'loads'> {
  readonly displaced: number;
  /** Open cases of each manager afterwards, by id. */
  readonly loads: Readonly<Record<string, number>>;
  /** What the separate checker found against it: pairs that would both rather, or faults of the flow. 0 proves it. */
  readonly faults: number;
}

export interface Proposal {
  readonly rows: readonly ProposedRow[];
  readonly figures: ProposalFigures;
}

/** How many holders of a place are named. */
const NAMED = 3;

export const inputHash = (input: BoardInput): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex');

/** Both policies on one board, each with its certificate checked apart. */
export async function proposalsFor(input: BoardInput): Promise<Readonly<Record<AssignmentPolicy, Proposal>>> {
  const board = boardOf(input.needs, input.managers);
  const [priority, welfare] = [placeByPriority(board), placeByWelfare(board)];
  const { network, flow, proofs } = welfare.certificate;
  return {
    priority: proposal(input, board, priority.placement, byPriority(board, priority), priority.blockingPairs.length),
    welfare: proposal(input, board, welfare.placement, await byWelfare(board, welfare), checkFlow(network, flow, proofs).length), // prettier-ignore
  };
}

function byPriority({ needs, managers }: Board, { displaced }: PriorityPlacement): ReadonlyMap<number, RowReason> {
  return new Map(
    displaced.map(({ need, wanted, because, by }) => [
      need,
      {
        because,
        wanted: idOf(managers, wanted.manager),
        holders: by.slice(0, NAMED).map((holder) => idOf(needs, holder)),
      },
    ]),
  );
}

/** Each reason is one more solution: others are served in between. */
async function byWelfare(board: Board, welfare: WelfarePlacement): Promise<ReadonlyMap<number, RowReason>> {
  const reasons = new Map<number, RowReason>();
  for (const { need, manager, because, by } of displacedByWelfare(board, welfare)) {
    reasons.set(need, { because, wanted: idOf(board.managers, manager), by });
    await nextTurn();
  }
  return reasons;
}

function proposal(
  { needs }: BoardInput,
  board: Board,
  placement: Placement,
  reasons: ReadonlyMap<number, RowReason>,
  faults: number,
): Proposal {
  const { loads, ...figures } = figuresOf(board, placement);
  const rows = needs.map(({ id, closed }, at): ProposedRow => {
    const way: Way | null = placement[at] ?? null;
    return {
      demandId: id,
      managerId: way && idOf(board.managers, way.manager),
      offerId: way && way.product,
      fit: way && way.fit,
      reason: reasons.get(at) ?? (closed && { because: closed }),
    };
  });
  return {
    rows,
    figures: {
      ...figures,
      displaced: reasons.size,
      loads: Object.fromEntries(board.managers.map(({ id }, at) => [id, loads[at] ?? 0])),
      faults,
    },
  };
}

const idOf = (list: readonly { readonly id: string }[], at: number): string => list[at]?.id ?? '';
