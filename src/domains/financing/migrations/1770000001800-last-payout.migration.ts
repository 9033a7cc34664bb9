import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;
const columns = [
  col.code('endReason', 30, maybe),
  col.label('endNote', 300, maybe),
  col.ref('endedBy', maybe),
  col.instant('endedAt', maybe),
  col.label('endRefusal', 300, maybe),
];

/** A loan that is paid out below its contract: that the last payout was made, and what the enterprise said to it. */
export class LastPayout1770000001800 implements MigrationInterface {
  readonly name = 'LastPayout1770000001800';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'signing', columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(
      runner,
      'signing',
      columns.map(({ name }) => name),
    );
  }
}
