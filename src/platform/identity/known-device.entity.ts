import { column, table } from '../database/columns.js';

/** A browser or program on which a person has signed in before. */
@table('known_device', { unique: [['userId', 'secretHash']], index: [['seenAt']] })
export class KnownDevice {
  @column.id() id!: string;
  @column.ref() userId!: string;
  /** SHA-256 of the secret in the browser's cookie; of its own name for a program. */
  @column.code(64) secretHash!: string;
  /** Lease clock. */
  @column.instant() createdAt!: Date;
  @column.instant() seenAt!: Date;
}
