import type { Feature } from './features.js';
import type { Outcome } from './outcomes.js';
import type { Owners } from './popularity.js';

/** Of one feature: which owners took cases of each value, and how often (by recency). */
export class Lifts {
  private readonly ids = new Map<string, number>();
  private readonly start: Int32Array;
  private readonly owner: Int32Array;
  private readonly cases: Float64Array;
  /** By alpha: the logarithm of each lift. */
  private readonly logs = new Map<number, Float64Array>();

  /** @param shares of the owners in the same rows with the same weights */
  constructor(
    readonly feature: Feature,
    owners: Owners,
    rows: readonly Outcome[],
    weights: Float64Array,
    private readonly shares: Float64Array,
  ) {
    const lists: Map<number, number>[] = [];
    for (const [at, { owner, cells }] of rows.entries())
      for (const value of feature.read(cells)) {
        let id = this.ids.get(value);
        if (id === undefined) {
          id = lists.push(new Map()) - 1;
          this.ids.set(value, id);
        }
        const list = lists[id] as Map<number, number>;
        const place = owners.at(owner);
        list.set(place, (list.get(place) ?? 0) + (weights[at] as number));
      }
    this.start = new Int32Array(lists.length + 1);
    for (const [id, list] of lists.entries()) this.start[id + 1] = (this.start[id] as number) + list.size;
    this.owner = new Int32Array(this.start[lists.length] as number);
    this.cases = new Float64Array(this.owner.length);
    let place = 0;
    for (const list of lists)
      for (const [owner, cases] of list) {
        this.owner[place] = owner;
        this.cases[place++] = cases;
      }
  }

  /** The values of a case, as this table knows them; what it never saw is left out. */
  valuesOf(cells: readonly string[]): number[] {
    return this.feature.read(cells).flatMap((value) => this.ids.get(value) ?? []);
  }

  /**
   * Adds what the values say for each owner: weight × ln(1 + cases / (alpha × share)), the ratio of the owner's smoothed
   * share of the value to its share of everything. One case among few of a rare value says little: alpha cases of the
   * average are mixed in. Of several values each counts for 1 / √(their number).
   */
  add(scores: Float64Array, values: readonly number[], { alpha, weight }: Strength): void {
    const each = weight / Math.sqrt(values.length || 1);
    const logs = this.logsAt(alpha);
    for (const id of values)
      for (let at = this.start[id] as number; at < (this.start[id + 1] as number); at++) {
        const owner = this.owner[at] as number;
        scores[owner] = (scores[owner] as number) + each * (logs[at] as number);
      }
  }

  private logsAt(alpha: number): Float64Array {
    const known = this.logs.get(alpha);
    if (known) return known;
    const logs = this.cases.map((cases, at) =>
      Math.log1p(cases / (alpha * (this.shares[this.owner[at] as number] as number))),
    );
    this.logs.set(alpha, logs);
    return logs;
  }
}

/** How far a feature is believed. */
export interface Strength {
  /** Average cases mixed in with those of a value. */
  readonly alpha: number;
  /** 0 is not at all; 1 is as if all features said different things. */
  readonly weight: number;
}
