import { column, table } from '../database/columns.js';

/** One due run of a job. Whoever inserts it first has made the run; the unique key refuses the others. */
@table('job_slot', { unique: [['job', 'slot']], index: [['state', 'nextAt'], ['leaseOwner']] })
export class JobSlot {
  @column.id() id!: string;
  @column.code(60) job!: string;
  /** The business-clock moment it is due: `2026-11-24T08:30`. */
  @column.code(20) slot!: string;
  /** due, running, done, dead */
  @column.code(20) state!: string;
  @column.count() attempts!: number;
  @column.instant() nextAt!: Date;
  @column.code(36, { nullable: true }) leaseOwner!: string | null;
  @column.code(40, { nullable: true }) lastError!: string | null;
}
