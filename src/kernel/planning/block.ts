import { groupBy } from './group-by.js';
import type { Expression } from './expression.js';
import type { Mip } from './mip.js';
import type { Share } from './packing.js';
import type { Candidate, Term } from './terms.js';

/**
 * Classes of one term, counted together (`most` of them), or one class of a term that had to be taken apart because
 * its seats could not be spread over its classes.
 */
export interface Block {
  readonly term: Term;
  readonly most: number;
  /** Column: how many of them open. */
  readonly opened: number;
  readonly seats: readonly BlockSeats[];
  readonly groups: readonly SeatGroup[];
  readonly total: Expression;
}

export interface BlockSeats extends Candidate {
  /** Column: 1 when the demand is there; null where nobody asks. */
  readonly joined: number | null;
  /** Column: its seats, of a demand that may be split. A whole one has its least and a part of its group's extra. */
  readonly amount: number | null;
  /** Most seats above the least that a whole demand can have here. */
  readonly room: number;
}

/**
 * Demands of one block whose seats are worth the same to every goal and every rule: what they have above their least
 * is one column for all of them, and dealt out afterwards. The program says the same with half the columns.
 */
export interface SeatGroup {
  readonly members: readonly BlockSeats[];
  readonly amount: Expression;
  /** Column: seats above the least, of all whole demands of the group. */
  readonly extra: number | null;
}

/** Who must be told apart from others, and for what. */
export interface Watch {
  /** Organisations that some demand will not sit beside, and those that demand this. */
  readonly crowd: ReadonlySet<string>;
  /** Organisations of a term whose share of a class is counted. */
  readonly firms: (term: Term) => ReadonlySet<string>;
  /** Demands whose seats in a term are asked for by a pin. */
  readonly pinned: ReadonlySet<string>;
}

/** Adds the columns of a block and the rows that lie within it. */
export function addBlock(mip: Mip, term: Term, most: number, watch: Watch): Block {
  const opened = mip.column(0, most);
  const seats = term.candidates.map((candidate) => seatsIn(mip, candidate, { term, most, opened }, watch));
  const firms = watch.firms(term);
  const groups = groupBy(seats, ({ demand, fit }) =>
    JSON.stringify([
      fit === 'exact',
      demand.priority,
      firms.has(demand.organisation) ? demand.organisation : null,
      watch.pinned.has(demand.id) ? demand.id : null,
    ]),
  ).map((members) => groupOf(mip, members, { term, most, opened }));
  return { term, most, opened, seats, groups, total: groups.flatMap(({ amount }) => amount) };
}

type Frame = Pick<Block, 'term' | 'most' | 'opened'>;

function seatsIn(mip: Mip, candidate: Candidate, { term, most, opened }: Frame, { crowd }: Watch): BlockSeats {
  const { demand } = candidate;
  const { maxClass } = term.of;
  const ceiling = Math.min(candidate.seats, maxClass * most);
  const perClass = Math.min(ceiling, maxClass);
  if (!demand.splittable) {
    const joined = mip.column(0, 1);
    mip.row(-Infinity, 0, [
      [joined, 1],
      [opened, -1],
    ]);
    return { ...candidate, joined, amount: null, room: perClass - demand.headcountMin };
  }
  const amount = mip.column(0, ceiling);
  mip.row(-Infinity, 0, [
    [amount, 1],
    [opened, -perClass],
  ]);
  if (!crowd.has(demand.organisation)) return { ...candidate, joined: null, amount, room: 0 };
  const joined = mip.column(0, 1);
  mip.row(-Infinity, 0, [
    [amount, 1],
    [joined, -ceiling],
  ]);
  return { ...candidate, joined, amount, room: 0 };
}

function groupOf(mip: Mip, members: readonly BlockSeats[], { term, most }: Frame): SeatGroup {
  const sure = members.map(({ joined, amount, demand }) =>
    amount === null ? ([joined as number, demand.headcountMin] as const) : ([amount, 1] as const),
  );
  const roomy = members.filter(({ room }) => room > 0);
  if (roomy.length === 0) return { members, amount: sure, extra: null };
  const room = roomy.reduce((sum, one) => sum + one.room, 0);
  const extra = mip.column(0, Math.min(room, term.of.maxClass * most));
  mip.row(-Infinity, 0, [[extra, 1], ...roomy.map((one) => [one.joined as number, -one.room] as const)]);
  return { members, amount: [...sure, [extra, 1]], extra };
}

/** Who has how many seats in a block of a solved program; what a group has above its least goes to its first members. */
export function sharesOf(block: Block, values: readonly number[]): Share[] {
  const at = (column: number | null): number => (column === null ? 0 : (values[column] ?? 0));
  const seats = new Map<BlockSeats, number>();
  for (const { members, extra } of block.groups) {
    let left = at(extra);
    for (const one of members) {
      const more = one.amount === null && at(one.joined) > 0 ? Math.min(left, one.room) : 0;
      left -= more;
      seats.set(one, (one.amount === null ? at(one.joined) * one.demand.headcountMin : at(one.amount)) + more);
    }
  }
  return block.seats
    .map((candidate) => ({ candidate, seats: seats.get(candidate) ?? 0 }))
    .filter((one) => one.seats > 0);
}
