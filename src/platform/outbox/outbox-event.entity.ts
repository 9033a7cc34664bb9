import { column, table } from '../database/columns.js';

/** Something that has happened, written by the transaction in which it happened. */
@table('outbox_event', { index: [['state', 'nextAt'], ['leaseOwner']] })
export class OutboxEvent {
  @column.id() id!: string;
  /** Past tense and versioned: `financing.need-submitted.v1`. */
  @column.code(80) topic!: string;
  @column.code(36, { nullable: true }) aggregateId!: string | null;
  /** Ids and codes, not objects. */
  @column.json() payload!: unknown;
  @column.instant() createdAt!: Date;
  /** due, running, done, dead */
  @column.code(20) state!: string;
  @column.count() attempts!: number;
  @column.instant() nextAt!: Date;
  @column.code(36, { nullable: true }) leaseOwner!: string | null;
  @column.code(40, { nullable: true }) lastError!: string | null;
}
