import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class IdempotencyTable1770000001700 implements MigrationInterface {
  readonly name = 'IdempotencyTable1770000001700';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'idempotency_key',
      [
        col.code('id', 64, { primary: true }),
        col.code('requestHash', 64),
        col.count('status', { nullable: true }),
        col.json('answer', { nullable: true }),
        col.instant('createdAt'),
      ],
      { index: [['createdAt']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'idempotency_key');
  }
}
