import { column, table } from '../database/columns.js';

/** A consumer has dealt with an event: written together with whatever it did. */
@table('outbox_done', { unique: [['eventId', 'consumer']] })
export class OutboxDone {
  @column.id() id!: string;
  @column.ref() eventId!: string;
  @column.code(60) consumer!: string;
}
