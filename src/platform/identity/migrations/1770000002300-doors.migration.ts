import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndex, col, createTable, dropColumns, dropIndex, dropTable } from '../../database/schema.js';

/** Who knocks how often without a session, and on which devices people have signed in. */
export class Doors1770000002300 implements MigrationInterface {
  readonly name = 'Doors1770000002300';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'throttle_count',
      [col.code('id', 64, { primary: true }), col.count('tries'), col.instant('until')],
      { index: [['until']] },
    );
    await createTable(
      runner,
      'known_device',
      [col.id(), col.ref('userId'), col.code('secretHash', 64), col.instant('createdAt'), col.instant('seenAt')],
      { unique: [['userId', 'secretHash']], index: [['seenAt']] },
    );
    await addColumns(runner, 'sign_in_attempt', [col.instant('failedAt', { nullable: true })]);
    await addIndex(runner, 'sign_in_attempt', ['failedAt']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'sign_in_attempt', ['failedAt']);
    await dropColumns(runner, 'sign_in_attempt', ['failedAt']);
    await dropTable(runner, 'known_device');
    await dropTable(runner, 'throttle_count');
  }
}
