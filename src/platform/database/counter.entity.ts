import { column, table } from './columns.js';

/** The last number given in a series such as RZ-2026. */
@table('counter')
export class Counter {
  @column.code(40, { primary: true }) series!: string;
  @column.count() value!: number;
}
