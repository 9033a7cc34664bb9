import { column, table } from './columns.js';

/** A unit of work that was committed under this id: what settles a COMMIT nobody answered. */
@table('operation', { index: [['createdAt']] })
export class Operation {
  @column.code(64, { primary: true }) opId!: string;
  @column.instant() createdAt!: Date;
}
