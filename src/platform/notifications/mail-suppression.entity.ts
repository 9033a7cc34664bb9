import { column, table } from '../database/columns.js';

/** An address to which a server refused mail for good; nothing more goes there until staff lift it. */
@table('mail_suppression', { unique: [['address']] })
export class MailSuppression {
  @column.id() id!: string;
  /** Lower case. */
  @column.label(254) address!: string;
  @column.code(40) reason!: string;
  @column.instant() createdAt!: Date;
}
