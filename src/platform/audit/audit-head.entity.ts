import { column, table } from '../database/columns.js';

/** The newest entry of a chain: makes a cut-off end visible, and is the row on which writers of one record queue. */
@table('audit_head', { unique: [['aggregateType', 'aggregateId']] })
export class AuditHead {
  @column.id() id!: string;
  @column.code(40) aggregateType!: string;
  @column.code(36) aggregateId!: string;
  @column.count() seq!: number;
  @column.code(64) hash!: string;
}
