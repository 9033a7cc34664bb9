import { hasBit, setBit, type BitRow } from './bit-rows.js';
import { met, notKnown } from './leaf.js';
import { codeKeys, setKeys, type Key, type ValueKeys } from './value-keys.js';
import type { Known } from '../facts.js';
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
export const forgotten = 1 << 30;

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
  classOf(fact: Known): number {
    const value = fact.kind === 'code' ? fact.value : this.keys.value(fact);
    const known = this.classOfValue.get(value);
    if (known !== undefined) return known;
    const found = this.classOfKey.get(this.keys.key(fact)) ?? this.newClass(fact);
    if (found !== forgotten && this.classOfValue.size < mostValues) this.classOfValue.set(value, found);
    return found;
  }

  /** There are no more classes than this, where that is known beforehand. */
  get most(): number {
    return this.keys.most;
  }

  private newClass(fact: Known): number {
    if ((this.rows.length + 1) * this.pool.width > this.pool.mostWords) return forgotten;
    this.classOfKey.set(this.keys.key(fact), this.rows.length);
    return this.rows.push(this.made(fact, (bits) => this.pool.keep(bits))) - 1;
  }

  /** Good until the next look-up, where the value is not remembered. */
  at(fact: Known): ValueRow {
    const remembered = this.rows[this.classOf(fact)];
    if (remembered) return remembered;
    const take = (): RowAt => this.pool.take();
    const { open, fails, twice, unsure } = (this.spare ??= {
      open: take(),
      fails: take(),
      twice: take(),
      unsure: take(),
    });
    const places = [open, fails, twice, unsure];
    return this.made(fact, (bits) => this.pool.copy(bits, places.shift() ?? open));
  }

  private made(fact: Known, keep: (bits: BitRow) => RowAt): ValueRow {
    // Codes and sets ask nothing of the day, and lie on no line.
    const spot = { fact, today: '', at: NaN };
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
