import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../../platform/database/schema.js';

/** The occupation a post is of, by its code in the national list. */
export class DemandOccupation1770000003800 implements MigrationInterface {
  readonly name = 'DemandOccupation1770000003800';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'talent_demand', [col.code('occupation', 12, { nullable: true })]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'talent_demand', ['occupation']);
  }
}
