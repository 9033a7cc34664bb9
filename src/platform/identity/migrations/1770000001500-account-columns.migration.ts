import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, createTable, dropColumns, dropTable } from '../../database/schema.js';

/** The applicant's language and organisation, and the calendar years that administrators entered. */
export class AccountColumns1770000001500 implements MigrationInterface {
  readonly name = 'AccountColumns1770000001500';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'registration', [
      col.code('locale', 10, { nullable: true }),
      col.ref('organisationId', { nullable: true }),
    ]);
    await createTable(runner, 'calendar_year', [
      col.code('year', 4, { primary: true }),
      col.json('off'),
      col.json('work'),
      col.label('source', 300),
      col.flag('provisional'),
      col.instant('updatedAt'),
      col.version(),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'calendar_year');
    await dropColumns(runner, 'registration', ['locale', 'organisationId']);
  }
}
