import { withChanges } from './changes.js';
import { Reading } from './compiled/reading.js';
import { shelfChanges } from './compiled/shelf-changes.js';
import { complete } from './fact-model.js';
import { matchPair } from './match-pair.js';
import type { ShelfChange } from './compiled/one-change.js';
import type { Reach } from './compiled/passing.js';
import type { CompiledShelf } from './compiled/shelf.js';
import type { FactSheet } from './facts.js';
import type { Day } from './months.js';
import type { Offer, PairStatus } from './pair.js';

/** What the owner can change in one or two facts, and which offers that opens. */
export interface ShelfOpening extends Omit<ShelfChange, 'opens' | 'closes'> {
  readonly reaches: Reach;
  /** Ids of the offers that come so far with the changes and not without, in the published order. */
  readonly opens: readonly string[];
  /** Ids of those that would be lost. */
  readonly closes: readonly string[];
}

/**
 * The changes that open most offers, changes of one fact before changes of two; of as many, those that lose fewest. Each
 * was judged again by the plain evaluator, offer by offer, before it is returned; one that it does not confirm is not.
 */
export function shelfOpenings(
  shelf: CompiledShelf,
  facts: FactSheet,
  today: Day,
  { reach = 'eligible', most = Infinity }: { readonly reach?: Reach; readonly most?: number } = {},
): ShelfOpening[] {
  const found = shelfChanges(Reading.of(shelf, facts, today), reach).map((change, place) => ({ change, place }));
  found.sort((a, b) => compareChanges(a.change, b.change) || a.place - b.place);
  const openings: ShelfOpening[] = [];
  for (const { change } of found) {
    if (openings.length >= most) break;
    if (isConfirmed(shelf, facts, today, change, reach)) openings.push(named(shelf, change, reach));
  }
  return openings;
}

function compareChanges(a: ShelfChange, b: ShelfChange): number {
  return a.changes.length - b.changes.length || b.opens.length - a.opens.length || a.closes.length - b.closes.length;
}

/** By the plain evaluator: every offer said to open or to close does. */
export function isConfirmed(
  { model, offers }: CompiledShelf,
  facts: FactSheet,
  today: Day,
  { changes, opens, closes }: ShelfChange,
  reach: Reach,
): boolean {
  const wanted: readonly PairStatus[] = reach === 'eligible' ? ['eligible'] : ['eligible', 'incomplete'];
  const [before, after] = [facts, withChanges(facts, changes)].map((sheet) => complete(model, sheet)) as [
    FactSheet,
    FactSheet,
  ];
  const fits = (at: number, sheet: FactSheet): boolean =>
    wanted.includes(matchPair(model, offers[at] as Offer, sheet, today).status);
  return (
    opens.every((at) => !fits(at, before) && fits(at, after)) &&
    closes.every((at) => fits(at, before) && !fits(at, after))
  );
}

function named(
  { offers }: CompiledShelf,
  { changes, opens, closes, onwards }: ShelfChange,
  reaches: Reach,
): ShelfOpening {
  const ids = (places: readonly number[]): string[] => places.map((at) => offers[at]?.id ?? '');
  return { changes, opens: ids(opens), closes: ids(closes), onwards, reaches };
}
