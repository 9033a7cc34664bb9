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

/** No plan: because none can exist, or because the time was too short to find one. */
export interface NoPlan {
  readonly open: null;
  readonly proof: 'impossible' | 'limit';
}

/** Why an instance cannot have a plan, where that is plain to see; null otherwise. */
export function shortage({ capacity, demand, singleSource }: FacilityInstance): string | null {
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  const [room, wanted, largest] = [sum(capacity), sum(demand), Math.max(...capacity)];
  if (wanted > room * (1 + 1e-9)) return `demand is ${wanted} in all, capacity only ${room}`;
  const customer = singleSource ? demand.findIndex((one) => one > largest * (1 + 1e-9)) : -1;
  if (customer < 0) return null;
  return `customer ${customer} wants ${demand[customer]}, the largest facility holds ${largest}`;
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

/** The greatest sum that is computed with; beyond it whole numbers would no longer be exact. */
const GREATEST = 2 ** 50;
/** What sums are brought to where numbers cannot be made whole exactly. */
const INEXACT = 1e12;

/** A factor that makes numbers whole, and whether exactly: a power of ten if one does. */
export function scaleOf(numbers: readonly number[]): { readonly scale: number; readonly exact: boolean } {
  const sum = numbers.reduce((all, one) => all + one, 0);
  for (let scale = 1; scale <= 1_000_000 && sum * scale <= GREATEST; scale *= 10)
    if (numbers.every((one) => Math.abs(one * scale - Math.round(one * scale)) <= 1e-15 * one * scale))
      return { scale, exact: true };
  return { scale: INEXACT / sum, exact: false };
}

/** What floating point may add to a sum of whole numbers. */
export function noiseOf(sum: number): number {
  return 1e-6 + Math.abs(sum) * 1e-12;
}

/** The same in whole numbers and flat arrays, as it is computed with. */
export interface Network {
  readonly facilities: number;
  readonly customers: number;
  readonly capacity: Float64Array;
  readonly fixed: Float64Array;
  readonly demand: Float64Array;
  /** Facility by facility: `cost[i * customers + j]`. */
  readonly cost: Float64Array;
  readonly moneyScale: number;
  readonly amountScale: number;
  /** By how much, after scaling, rounding may have raised what a plan costs. */
  readonly slip: number;
}

export function networkOf({ capacity, fixed, demand, cost }: FacilityInstance): Network {
  const [facilities, customers] = [capacity.length, demand.length];
  const money = scaleOf([...fixed, ...cost.flat()]);
  const amount = scaleOf([...capacity, ...demand]);
  const flat = new Float64Array(facilities * customers);
  for (const [j, row] of cost.entries())
    for (const [i, one] of row.entries()) flat[i * customers + j] = Math.round(one * money.scale);
  const wanted = Float64Array.from(demand, (one) => Math.round(one * amount.scale));
  // Rounding of the demands must not make a facility too small that holds them exactly.
  const slack = amount.exact ? 0 : customers;
  // Capacity beyond all demand says nothing.
  const total = wanted.reduce((sum, one) => sum + one, 0);
  return {
    facilities,
    customers,
    capacity: Float64Array.from(capacity, (one) => Math.min(total, Math.round(one * amount.scale) + slack)),
    fixed: Float64Array.from(fixed, (one) => Math.round(one * money.scale)),
    demand: wanted,
    cost: flat,
    moneyScale: money.scale,
    amountScale: amount.scale,
    slip: money.exact ? 0 : (facilities + customers) / 2,
  };
}
