import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class SchedulingTables1770000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'job_slot',
      [
        col.id(),
        col.code('job', 60),
        col.code('slot', 20),
        col.code('state', 20),
        col.count('attempts'),
        col.instant('nextAt'),
        col.code('leaseOwner', 36, { nullable: true }),
        col.code('lastError', 40, { nullable: true }),
      ],
      { unique: [['job', 'slot']], index: [['state', 'nextAt'], ['leaseOwner']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'job_slot');
  }
}
