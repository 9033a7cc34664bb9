import { hasBit, setBit, type BitRow } from './bit-rows.js';
import { met, notKnown, type Spot } from './leaf.js';
import { codeKeys, setKeys, type Key, type ValueKeys } from './value-keys.js';
import type { LeafRows } from './line-rows.js';
import type { RowAt, RowPool } from './row-pool.js';

/** What the offers make of one value. */
export interface ValueRow {
  /** Not met, for whatever reason. */
  readonly open: RowAt;
  readonly fails: RowAt;
  /** Fails by two criteria or more. */
  readonly twice: RowAt;
  readonly unsure: RowAt;
}

/** More values than this are not remembered with their classes. */
const mostValues = 1 << 14;
/** The class of a value that is one too many. */
const forgotten = 1 << 30;

/**
 * For facts without an order (codes, sets): one row of bits for each class of values that the offers can tell apart,
 * made the first time such a value is seen, in O(leaves + rows that ask + words), and looked up in O(value) from then on.
 */
export class ValueRows {
  private readonly rows: ValueRow[] = [];
  private readonly classOfKey = new Map<Key, number>();
  private readonly classOfValue = new Map<Key, number>();
  private readonly keys: ValueKeys;
  /** Where values that are not remembered find room. */
  private spare: ValueRow | null = null;

  constructor(
    private readonly entries: readonly LeafRows[],
    private readonly pool: RowPool,
  ) {
    const leaves = entries.map(({ leaf }) => leaf);
    this.keys = leaves[0]?.axis.view === 'set' ? setKeys(leaves) : codeKeys(leaves);
  }

  /** Classes are numbered as they are first seen. */
  classOf(spot: Spot): number {
    const value = this.keys.value(spot);
    const known = this.classOfValue.get(value);
    if (known !== undefined) return known;
    const found = this.classOfKey.get(this.keys.key(spot)) ?? this.newClass(spot);
    if (found !== forgotten && this.classOfValue.size < mostValues) this.classOfValue.set(value, found);
    return found;
  }

  private newClass(spot: Spot): number {
    if ((this.rows.length + 1) * this.pool.width > this.pool.mostWords) return forgotten;
    this.classOfKey.set(this.keys.key(spot), this.rows.length);
    return this.rows.push(this.made(spot, (bits) => this.pool.keep(bits))) - 1;
  }

  /** Good until the next look-up, where the value is not remembered. */
  at(spot: Spot): ValueRow {
    const remembered = this.rows[this.classOf(spot)];
    if (remembered) return remembered;
    const take = (): RowAt => this.pool.take();
    const { open, fails, twice, unsure } = (this.spare ??= {
      open: take(),
      fails: take(),
      twice: take(),
      unsure: take(),
    });
    const places = [open, fails, twice, unsure];
    return this.made(spot, (bits) => this.pool.copy(bits, places.shift() ?? open));
  }

  private made(spot: Spot, keep: (bits: BitRow) => RowAt): ValueRow {
    const [fails, twice, unsure] = [this.blank(), this.blank(), this.blank()];
    for (const { leaf, rows } of this.entries) {
      const answer = leaf.answer(spot);
      if (answer === met) continue;
      for (const row of rows) setBit(answer === notKnown ? unsure : hasBit(fails, row) ? twice : fails, row);
    }
    const open = fails.map((word, w) => word | (unsure[w] as number));
    return { open: keep(open), fails: keep(fails), twice: keep(twice), unsure: keep(unsure) };
  }

  private blank(): BitRow {
    return new Int32Array(this.pool.width);
  }
}
