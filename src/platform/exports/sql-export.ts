import type { Actor } from '../../kernel/actor.js';
import type { Condition } from '../database/conditions.js';
import type { Database } from '../database/database.js';
import type { RowInput } from '../spreadsheet/workbook-spec.js';
import type { ExportFilter, ExportKind, Say } from './export-kinds.js';

/** A list that one statement reads. */
export interface SqlExport<Row> extends Pick<ExportKind, 'name' | 'permission' | 'columns'> {
  /** Tables of the condition. */
  readonly from: string;
  /** Further tables for the columns: none may add or hide a row. */
  readonly joins?: string;
  /** What stands between SELECT and FROM. */
  select(): Condition;
  /** The page's own rows in the page's own order. */
  statement(actor: Actor, filter: ExportFilter): Condition & { readonly order: Condition };
  row(row: Row, say: Say, actor: Actor): RowInput;
}

/** Counting and writing read the same tables and the same condition, so a file never has other rows than were counted. */
export function sqlExport<Row>(db: Database, list: SqlExport<Row>): ExportKind {
  const { name, permission, columns, from, joins = '' } = list;
  return {
    name,
    permission,
    columns,
    async count(actor, filter) {
      const { sql, params } = list.statement(actor, filter);
      const [row] = await db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${from} WHERE ${sql}`, params);
      return Number(row?.n ?? 0);
    },
    async rows(actor, filter, say) {
      const { sql, params, order } = list.statement(actor, filter);
      const select = list.select();
      const rows = await db.select<Row>(
        `SELECT ${select.sql} FROM ${from} ${joins} WHERE ${sql} ORDER BY ${order.sql}`,
        [...select.params, ...params, ...order.params],
      );
      return rows.map((row) => list.row(row, say, actor));
    },
  };
}
