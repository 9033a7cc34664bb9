import { daysBetween, type Day } from '../day.js';
import type { Outcome } from './outcomes.js';

/** The owners of outcomes, in the order of their names. */
export class Owners {
  readonly names: readonly string[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(rows: readonly Outcome[]) {
    this.names = [...new Set(rows.map(({ owner }) => owner))].sort();
    this.places = new Map(this.names.map((name, at) => [name, at]));
  }

  /** -1 for an owner without a past. */
  at(name: string): number {
    return this.places.get(name) ?? -1;
  }
}

/** What an outcome counts on the day of the last: half after so many days. @param halfLife in days, Infinity for all alike */
export function recency(rows: readonly Outcome[], today: Day, halfLife: number): Float64Array {
  return Float64Array.from(rows, ({ day }) => 2 ** (-Math.max(0, daysBetween(day, today)) / halfLife));
}

/** Share of all outcomes that nobody's past decides: it is split evenly, so that newcomers are never out of the question. */
export const FLOOR = 0.02;

/** The share of each owner in the weighted outcomes, with the floor; adds up to one. */
export function popularity(owners: Owners, rows: readonly Outcome[], weights: Float64Array): Float64Array {
  const shares = new Float64Array(owners.names.length);
  let sum = 0;
  for (const [at, { owner }] of rows.entries()) {
    const place = owners.at(owner);
    shares[place] = (shares[place] ?? 0) + (weights[at] as number);
    sum += weights[at] as number;
  }
  return shares.map((share) => ((1 - FLOOR) * share) / (sum || 1) + FLOOR / shares.length);
}
