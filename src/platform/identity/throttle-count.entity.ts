import { column, table } from '../database/columns.js';

/** How often somebody without a session has knocked at a door, until the count starts anew. */
@table('throttle_count', { index: [['until']] })
export class ThrottleCount {
  /** A keyed hash of the door and of who knocked. */
  @column.code(64, { primary: true }) id!: string;
  @column.count() tries!: number;
  /** Lease clock. */
  @column.instant() until!: Date;
}
