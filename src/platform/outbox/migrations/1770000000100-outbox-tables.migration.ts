import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class OutboxTables1770000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'outbox_event',
      [
        col.id(),
        col.code('topic', 80),
        col.code('aggregateId', 36, { nullable: true }),
        col.json('payload'),
        col.instant('createdAt'),
        col.code('state', 20),
        col.count('attempts'),
        col.instant('nextAt'),
        col.code('leaseOwner', 36, { nullable: true }),
        col.code('lastError', 40, { nullable: true }),
      ],
      { index: [['state', 'nextAt'], ['leaseOwner']] },
    );
    await createTable(runner, 'outbox_done', [col.id(), col.ref('eventId'), col.code('consumer', 60)], {
      unique: [['eventId', 'consumer']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'outbox_done');
    await dropTable(runner, 'outbox_event');
  }
}
