import { BitAxis } from './bit-axis.js';
import { aloneIn, type PlacedUnit } from './shelf-plan.js';
import type { Axis } from './leaf.js';
import type { LeafRows } from './line-rows.js';
import type { RowPool } from './row-pool.js';

interface Column {
  readonly axis: Axis;
  readonly rowsOf: Map<number, LeafRows & { readonly rows: number[] }>;
  /** Row and weight by turns. */
  readonly weights: number[];
}

/** Columns are added up so many at a time. */
export const columnsAtOnce = 8;

/** The weights of a row in columns sum up to no more than this, so that small whole numbers do. */
const heaviest = 2 ** 30;

/**
 * The soft units of all rows. Those that bit rows answer stand in columns, one an axis (a second criterion on the same
 * axis is another column); the others (groups, distances, weights beyond all measure) are asked unit by unit.
 */
export class SoftTable {
  readonly columns: readonly BitAxis[];
  /** Columns in the table of weights: a multiple of `columnsAtOnce`. */
  readonly stride: number;
  /** What a met criterion counts, row by row and column by column. */
  readonly weights: Int32Array;
  readonly others: readonly (readonly PlacedUnit[] | undefined)[];

  constructor(unitsOfRow: readonly (readonly PlacedUnit[])[], pool: RowPool) {
    const others: PlacedUnit[][] = [];
    const columns = new Map<string, Column>();
    unitsOfRow.forEach((units, row) => {
      const onAxis = new Map<number, number>();
      const light = units.reduce((sum, { weight }) => sum + weight, 0) <= heaviest;
      for (const unit of units) {
        const leaf = light ? aloneIn(unit) : null;
        if (!leaf) {
          (others[row] ??= []).push(unit);
          continue;
        }
        const nth = onAxis.get(leaf.axis.id) ?? 0;
        onAxis.set(leaf.axis.id, nth + 1);
        const key = `${leaf.axis.id} ${nth}`;
        const column: Column = columns.get(key) ?? { axis: leaf.axis, rowsOf: new Map(), weights: [] };
        columns.set(key, column);
        const entry = column.rowsOf.get(leaf.id) ?? { leaf, rows: [] };
        column.rowsOf.set(leaf.id, entry);
        entry.rows.push(row);
        column.weights.push(row, unit.weight);
      }
    });
    const all = [...columns.values()];
    this.columns = all.map(({ axis, rowsOf }) => new BitAxis(axis, [...rowsOf.values()], pool));
    this.others = others;
    this.stride = Math.ceil(all.length / columnsAtOnce) * columnsAtOnce;
    this.weights = new Int32Array(unitsOfRow.length * this.stride);
    all.forEach(({ weights }, column) => {
      for (let at = 0; at < weights.length; at += 2)
        this.weights[(weights[at] as number) * this.stride + column] = weights[at + 1] as number;
    });
  }
}
