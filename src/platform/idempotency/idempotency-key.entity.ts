import { column, table } from '../database/columns.js';

/** A request that was made, with what it was answered. Its row is written with the effect, or not at all. */
@table('idempotency_key', { index: [['createdAt']] })
export class IdempotencyKey {
  /** SHA-256 over who asks and the key given. */
  @column.code(64, { primary: true }) id!: string;
  /** SHA-256 over method, path and body: another request under the same key is refused. */
  @column.code(64) requestHash!: string;
  /** null: still being worked on. */
  @column.count({ nullable: true }) status!: number | null;
  @column.json({ nullable: true }) answer!: object | null;
  /** Lease time. */
  @column.instant() createdAt!: Date;
}
