import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../../platform/database/schema.js';

export class NeedReceiverTable1770000001200 implements MigrationInterface {
  readonly name = 'NeedReceiverTable1770000001200';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'need_receiver', [col.id(), col.ref('demandId'), col.ref('organisationId')], {
      unique: [['demandId', 'organisationId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'need_receiver');
  }
}
