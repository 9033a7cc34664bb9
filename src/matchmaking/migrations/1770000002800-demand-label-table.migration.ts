import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../platform/database/schema.js';

export class DemandLabelTable1770000002800 implements MigrationInterface {
  readonly name = 'DemandLabelTable1770000002800';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'demand_label', [col.id(), col.ref('demandId'), col.label('label', 40)], {
      unique: [['demandId', 'label']],
      index: [['label']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'demand_label');
  }
}
