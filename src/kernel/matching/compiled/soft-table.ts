import { SoftColumn } from './soft-column.js';
import { aloneIn, type PlacedUnit } from './shelf-plan.js';
import { WeightLines } from './weight-lines.js';
import type { LeafRows } from './line-rows.js';
import type { RowPool } from './row-pool.js';

interface Draft {
  readonly rowsOf: Map<number, LeafRows & { readonly rows: number[] }>;
  readonly weights: Uint8Array;
}

/** Greater weights stand in no column, so that a byte does for each and the lines of all places lie close together. */
const mostInColumns = 255;

/**
 * The soft units of all rows. Those that bit rows answer stand in columns, one an axis (a second criterion on the same
 * axis is another column); the others (groups, distances, weights beyond all measure) are asked unit by unit.
 */
export class SoftTable {
  readonly columns: readonly SoftColumn[];
  readonly others: readonly (readonly PlacedUnit[] | undefined)[];
  readonly lines: WeightLines;
  /** No row counts more than this. */
  readonly heaviest: number;

  constructor(unitsOfRow: readonly (readonly PlacedUnit[])[], pool: RowPool, mostWeights?: number) {
    let heaviest = 0;
    const others: PlacedUnit[][] = [];
    const drafts = new Map<string, Draft>();
    unitsOfRow.forEach((units, row) => {
      const onAxis = new Map<number, number>();
      const whole = units.reduce((sum, { weight }) => sum + weight, 0);
      heaviest = Math.max(heaviest, whole);
      for (const unit of units) {
        const leaf = unit.weight <= mostInColumns ? aloneIn(unit) : null;
        if (!leaf) {
          (others[row] ??= []).push(unit);
          continue;
        }
        const nth = onAxis.get(leaf.axis.id) ?? 0;
        onAxis.set(leaf.axis.id, nth + 1);
        const key = `${leaf.axis.id} ${nth}`;
        const draft = drafts.get(key) ?? { rowsOf: new Map(), weights: new Uint8Array(unitsOfRow.length) };
        drafts.set(key, draft);
        const entry = draft.rowsOf.get(leaf.id) ?? { leaf, rows: [] };
        draft.rowsOf.set(leaf.id, entry);
        entry.rows.push(row);
        draft.weights[row] = unit.weight;
      }
    });
    this.lines = new WeightLines(unitsOfRow.length, mostWeights);
    this.columns = [...drafts.values()].map(
      ({ rowsOf, weights }) => new SoftColumn([...rowsOf.values()], weights, pool, this.lines),
    );
    this.others = others;
    this.heaviest = heaviest;
  }

  /** Room for what so many rows count: small whole numbers wherever they fit, which are quicker to compare and to pass on. */
  sums(rows: number): Int32Array | Float64Array {
    return this.heaviest < 2 ** 30 ? new Int32Array(rows) : new Float64Array(rows);
  }
}
