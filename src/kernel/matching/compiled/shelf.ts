import { allRows, setBit, spareBits, wordsFor, type BitRow } from './bit-rows.js';
import { AttemptRoom } from './attempt-room.js';
import { groupAxes, type AxisGroup } from './axis-group.js';
import { LeafBook } from './leaf-book.js';
import { BitAxis } from './bit-axis.js';
import { aloneIn, inOrder, placeOffer, type PlacedOffer, type PlacedUnit } from './shelf-plan.js';
import { RowPool, type RowAt } from './row-pool.js';
import { WeightPiles } from './weight-piles.js';
import { SoftTable } from './soft-table.js';
import type { RowList } from './best-few.js';
import { FactOrder } from './fact-order.js';
import { followersOf, locateFacts, type Following } from './following.js';
import type { FactModel } from '../fact-model.js';
import type { Offer } from '../pair.js';
import type { Axis, Leaf } from './leaf.js';
import type { LeafRows } from './line-rows.js';

export interface SplitAxes {
  readonly following: readonly number[];
  readonly rest: readonly number[];
}

/**
 * An immutable snapshot of offers, compiled so that one demand is judged against all of them by a few operations on
 * whole rows of bits. A row is a tier of an offer; rows lie in the published order, so that of equals the first row
 * wins. What stays residual, asked row by row only where the bits leave it open: groups of several criteria, and
 * distances. Building: O(criteria × log) + bits; see `LineRows` and `ValueRows`.
 */
export class CompiledShelf {
  /** In the published order as far as no demand changes it. */
  readonly offers: readonly Offer[];
  readonly axes: readonly Axis[];
  /** All of it: what a demand that was never seen needs. */
  readonly everything: Following;
  /** The facts that the axes look at, those they are derived from, and the place of each. */
  readonly factAt: ReadonlyMap<string, number>;
  readonly order: FactOrder;
  readonly leaves: readonly Leaf[];
  readonly rowCount: number;
  readonly words: number;
  readonly all: BitRow;
  readonly pool: RowPool;
  readonly offerOf: Int32Array;
  /** The first row of each offer, and behind the last one the number of rows. */
  readonly firstRow: Int32Array;
  /** Hard criteria by axis. */
  readonly hardAxes: readonly BitAxis[];
  /** The hard axes crossed, so that there are fewer rows to combine. */
  readonly hardGroups: readonly AxisGroup[];
  /** The hard axes, and behind them the columns of soft ones: all that a demand is located on. */
  readonly bitAxes: readonly BitAxis[];
  /** A place on each of them: that of a fact that is unknown. */
  readonly nowhere: readonly number[];
  readonly leavesByAxis: readonly (readonly Leaf[])[];
  /** Leaves of hard criteria, by axis. */
  readonly hardLeaves: readonly (readonly Leaf[])[];
  /** Rows with hard units that no bit row answers, and those units. */
  readonly residual: BitRow;
  readonly residualUnits: readonly (readonly PlacedUnit[])[];
  readonly soft: SoftTable;
  /** Room to work in, so that judging a demand allocates nothing that grows with the shelf; each use ends in one call. */
  readonly room: {
    readonly bits: BitRow;
    readonly now: BitRow;
    readonly open: RowAt[];
    readonly rows: Int32Array;
    readonly softs: RowList['softs'];
    readonly lines: Int32Array;
    readonly best: RowList;
    /** Nothing where rows may count too much for them. */
    readonly piles: WeightPiles | null;
    readonly attempts: AttemptRoom;
  };
  /** What a demand's owner can change today and states itself, in the order of the model. */
  readonly changeable: readonly string[];
  private readonly book: LeafBook;
  private readonly placed: PlacedOffer[] = [];
  private readonly asking: number[][] = [];
  private readonly cuts: (readonly number[])[] = [];
  private readonly followers = new Map<string, Following>();
  private readonly listed = new Map<string, readonly number[]>();
  private readonly splits = new Map<string, SplitAxes>();

  constructor(
    readonly model: FactModel,
    offers: readonly Offer[],
    mostWords?: number,
  ) {
    this.offers = inOrder(offers);
    this.book = new LeafBook(model);
    this.changeable = changeableFacts(model);
    const counts = this.offers.map(({ tiers }) => Math.max(1, tiers.length));
    this.rowCount = counts.reduce((sum, count) => sum + count, 0);
    this.words = wordsFor(this.rowCount);
    this.all = allRows(this.rowCount);
    this.pool = new RowPool(this.words, mostWords);
    this.residual = new Int32Array(this.words);
    this.firstRow = new Int32Array(this.offers.length + 1);
    this.offerOf = new Int32Array(this.rowCount);
    const rowsOfLeaf: number[][] = [];
    const hardLeaves = new Set<Leaf>();
    const residualUnits: PlacedUnit[][] = [];
    const soft: (readonly PlacedUnit[])[] = [];
    let row = 0;
    this.offers.forEach((offer, index) => {
      this.firstRow[index] = row;
      const { common, tiers } = placeOffer(this.book, offer);
      for (const { units: own } of tiers) {
        const units = [...common, ...own];
        this.offerOf[row] = index;
        for (const unit of units) {
          for (const branch of unit.branches) {
            for (const { leaf } of branch) {
              if (unit.hard) hardLeaves.add(leaf);
              const asking = (this.asking[leaf.id] ??= []);
              if (asking.at(-1) !== index) asking.push(index);
            }
          }
          const alone = aloneIn(unit);
          if (unit.hard && alone) (rowsOfLeaf[alone.id] ??= []).push(row);
          else if (unit.hard) (residualUnits[row] ??= []).push(unit);
        }
        if (residualUnits[row]) setBit(this.residual, row);
        soft.push(units.filter(({ hard }) => !hard));
        row += 1;
      }
    });
    this.firstRow[this.offers.length] = row;
    this.residualUnits = residualUnits;
    this.soft = new SoftTable(soft, this.pool, mostWords);
    ({ axes: this.axes, leaves: this.leaves } = this.book);
    this.leavesByAxis = this.axes.map((axis) => this.leaves.filter((leaf) => leaf.axis === axis));
    this.hardLeaves = this.leavesByAxis.map((leaves) => leaves.filter((leaf) => hardLeaves.has(leaf)));
    this.hardAxes = this.axes.flatMap((axis) => this.bitAxis(axis, rowsOfLeaf));
    this.hardGroups = groupAxes(this.hardAxes, this.pool);
    this.bitAxes = [...this.hardAxes, ...this.soft.columns.map(({ bits }) => bits)];
    ({ factAt: this.factAt, everything: this.everything } = locateFacts(model, this.axes, this.bitAxes));
    this.order = new FactOrder(this.factAt);
    this.nowhere = this.bitAxes.map(() => 0);
    this.room = {
      attempts: new AttemptRoom(),
      bits: new Int32Array(this.words),
      now: new Int32Array(this.words),
      open: this.hardGroups.map(() => 0),
      rows: new Int32Array(this.rowCount + spareBits),
      softs: this.soft.sums(this.rowCount),
      lines: new Int32Array(this.soft.columns.length + 8),
      piles: WeightPiles.upTo(this.soft.heaviest, this.rowCount),
      best: { rows: new Int32Array(this.rowCount), softs: this.soft.sums(this.rowCount) },
    };
  }

  /** What an offer asks, unit by unit; found again when it is first explained. */
  placedOffer(index: number): PlacedOffer {
    return (this.placed[index] ??= placeOffer(this.book, this.offers[index] as Offer));
  }

  /** What follows when one fact changes. */
  following(key: string): Following {
    const there = this.followers.get(key);
    if (there) return there;
    const following = followersOf(this.everything, key);
    this.followers.set(key, following);
    return following;
  }

  /** The hard axes, by their place, that follow a fact, and those that do not. */
  split(key: string): SplitAxes {
    const there = this.splits.get(key);
    if (there) return there;
    const follow = new Set(this.following(key).axes.flatMap(({ indexes }) => indexes));
    const all = this.hardAxes.map((_, at) => at);
    const split = { following: all.filter((at) => follow.has(at)), rest: all.filter((at) => !follow.has(at)) };
    this.splits.set(key, split);
    return split;
  }

  /** The numbers that the form offers for a fact, rising; nothing where it offers no list. */
  choices(key: string): readonly number[] | undefined {
    const listed = this.model.choices[key];
    if (!listed) return undefined;
    const there = this.listed.get(key) ?? listed.toSorted((a, b) => a - b);
    this.listed.set(key, there);
    return there;
  }

  /** Bounds of hard criteria on one axis, rising: the first place of each stretch that satisfies one, and the first behind it. */
  hardCuts({ id }: Axis): readonly number[] {
    const there = this.cuts[id];
    if (there) return there;
    const intervals = (this.hardLeaves[id] ?? []).flatMap((leaf) => leaf.intervals);
    const ends = intervals.flatMap(([low, high]) => [low, high + 1]).filter(Number.isFinite);
    return (this.cuts[id] = [...new Set(ends)].sort((a, b) => a - b));
  }

  /** The offers, rising, that ask this of a demand, hard or soft, in whatever tier or group. */
  offersAsking(leaf: Leaf): readonly number[] {
    return this.asking[leaf.id] ?? [];
  }

  private bitAxis(axis: Axis, rowsOfLeaf: readonly (readonly number[] | undefined)[]): BitAxis[] {
    const entries = this.leaves.flatMap((leaf): LeafRows[] => {
      const rows = leaf.axis === axis ? rowsOfLeaf[leaf.id] : undefined;
      return rows ? [{ leaf, rows }] : [];
    });
    return entries.length > 0 ? [new BitAxis(axis, entries, this.pool)] : [];
  }
}

/** What a demand's owner can change today and states itself. */
function changeableFacts({ facts, derivations }: FactModel): string[] {
  const derived = new Set(derivations.map(({ key }) => key));
  return [...facts.values()].filter(({ key, changeable }) => changeable && !derived.has(key)).map(({ key }) => key);
}
