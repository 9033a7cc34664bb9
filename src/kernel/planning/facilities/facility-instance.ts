/**
 * Capacitated facility location: which facilities open, and from which each customer is served, at the least cost of
 * both. Planning classes is this with floors and goals; published instances of it are what the solver is measured by.
 */
export interface FacilityInstance {
  readonly capacity: readonly number[];
  /** What it costs to open each facility. */
  readonly fixed: readonly number[];
  readonly demand: readonly number[];
  /** `cost[j][i]`: serving all of customer j from facility i. */
  readonly cost: readonly (readonly number[])[];
  /** Whether a customer is served from one facility; otherwise its demand may be split. */
  readonly singleSource: boolean;
}

/** Part of a customer's demand served from a facility, in units of demand. */
export interface Delivery {
  readonly facility: number;
  readonly amount: number;
}

export interface FacilityPlan {
  /** Open facilities, ascending. */
  readonly open: readonly number[];
  /** By customer, deliveries by facility. */
  readonly assign: readonly (readonly Delivery[])[];
  readonly value: number;
  /** Nothing cheaper exists. */
  readonly bound: number;
}

/** What is wrong with an instance, null when it can be planned. */
export function facilityProblem({ capacity, fixed, demand, cost }: FacilityInstance): string | null {
  const right = (list: readonly number[]): boolean => list.every((one) => Number.isFinite(one) && one >= 0);
  if (capacity.length === 0) return 'there is no facility';
  if (fixed.length !== capacity.length) return 'fixed has another length than capacity';
  if (cost.length !== demand.length) return 'cost has another length than demand';
  if (cost.some((row) => row.length !== capacity.length)) return 'a row of cost has another length than capacity';
  if (![capacity, fixed, demand, ...cost].every(right)) return 'numbers are finite and not below 0';
  return null;
}

/** A power of ten that makes all of the numbers whole; up to 1,000,000. */
export function scaleOf(numbers: readonly number[]): number {
  for (let scale = 1; scale < 1_000_000; scale *= 10)
    if (numbers.every((one) => Math.abs(one * scale - Math.round(one * scale)) < 1e-7)) return scale;
  return 1_000_000;
}

/** The same in whole numbers and flat arrays, as it is computed with. */
export interface Network {
  readonly facilities: number;
  readonly customers: number;
  readonly capacity: Int32Array;
  readonly fixed: Float64Array;
  readonly demand: Int32Array;
  /** Facility by facility: `cost[i * customers + j]`. */
  readonly cost: Float64Array;
  readonly moneyScale: number;
  readonly amountScale: number;
}

export function networkOf({ capacity, fixed, demand, cost }: FacilityInstance): Network {
  const [facilities, customers] = [capacity.length, demand.length];
  const moneyScale = scaleOf([...fixed, ...cost.flat()]);
  const amountScale = scaleOf([...capacity, ...demand]);
  const flat = new Float64Array(facilities * customers);
  for (const [j, row] of cost.entries())
    for (const [i, one] of row.entries()) flat[i * customers + j] = Math.round(one * moneyScale);
  // Capacity beyond all demand says nothing, and would only make tables long.
  const total = Math.round(demand.reduce((sum, one) => sum + one, 0) * amountScale);
  return {
    facilities,
    customers,
    capacity: Int32Array.from(capacity, (one) => Math.min(total, Math.floor(one * amountScale + 1e-7))),
    fixed: Float64Array.from(fixed, (one) => Math.round(one * moneyScale)),
    demand: Int32Array.from(demand, (one) => Math.round(one * amountScale)),
    cost: flat,
    moneyScale,
    amountScale,
  };
}
