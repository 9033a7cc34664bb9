import { column, table } from '../database/columns.js';

/** One act on one record. Entries of a record form a chain: each hash covers the one before it. */
@table('audit_entry', { unique: [['aggregateType', 'aggregateId', 'seq']], index: [['actorUserId', 'at']] })
export class AuditEntry {
  @column.id() id!: string;
  @column.code(40) aggregateType!: string;
  @column.code(36) aggregateId!: string;
  /** From 1, without gaps. */
  @column.count() seq!: number;
  @column.code(60) action!: string;
  /** Null: the system itself, such as a deadline that passed. */
  @column.code(36, { nullable: true }) actorUserId!: string | null;
  @column.code(36, { nullable: true }) actorOrganisationId!: string | null;
  @column.instant() at!: Date;
  /** Canonical JSON, kept as the very text that was hashed. */
  @column.prose() payload!: string;
  @column.code(64) prevHash!: string;
  @column.code(64) hash!: string;
}
