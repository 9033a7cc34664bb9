import { Mip, type Objective } from '../mip.js';
import { OPEN, SHUT, type Branch } from './branch.js';
import type { Network } from './facility-instance.js';

/** Facilities and pairs as a program; x ≤ y is said for every pair, which is what makes its relaxation tight. */
export interface FacilityModel {
  readonly mip: Mip;
  readonly objective: Objective;
  /** Column of each facility, null where it stays closed. */
  readonly open: readonly (number | null)[];
  readonly pairs: readonly { readonly facility: number; readonly customer: number; readonly column: number }[];
}

/** Customers may be served in parts. @returns null when a customer has nobody left */
export function facilityModel(net: Network, { state }: Branch): FacilityModel | null {
  const { facilities, customers, capacity, demand, fixed, cost } = net;
  const mip = new Mip();
  const objective: [number, number][] = [];
  const open = Array.from({ length: facilities }, (_, i) => {
    if (state[i] === SHUT) return null;
    const column = mip.column(state[i] === OPEN ? 1 : 0, 1);
    objective.push([column, fixed[i] as number]);
    return column;
  });
  const pairs: { facility: number; customer: number; column: number }[] = [];
  for (let j = 0; j < customers; j++) {
    const own = open.flatMap((column, i) => {
      if (column === null) return [];
      const pair = { facility: i, customer: j, column: mip.part(0, 1) };
      objective.push([pair.column, cost[i * customers + j] as number]);
      mip.row(-Infinity, 0, [
        [pair.column, 1],
        [column, -1],
      ]);
      return [pair];
    });
    if (own.length === 0) return null;
    pairs.push(...own);
    mip.row(
      1,
      1,
      own.map(({ column }) => [column, 1]),
    );
  }
  for (const [i, column] of open.entries()) {
    if (column === null) continue;
    const guests = pairs.filter(({ facility }) => facility === i);
    mip.row(-Infinity, 0, [
      ...guests.map((one) => [one.column, demand[one.customer] as number] as const),
      [column, -(capacity[i] as number)],
    ]);
  }
  const columns = open.flatMap((column, i) => (column === null ? [] : [[column, capacity[i] as number] as const]));
  mip.row(
    demand.reduce((sum, one) => sum + one, 0),
    Infinity,
    columns,
  );
  return { mip, objective, open, pairs };
}
