import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../platform/database/schema.js';

/** The day on a signed 授权书, beside its scan. */
export class ConsentPaper1770000001300 implements MigrationInterface {
  readonly name = 'ConsentPaper1770000001300';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'consent', [col.day('signedOn', { nullable: true })]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'consent', ['signedOn']);
  }
}
