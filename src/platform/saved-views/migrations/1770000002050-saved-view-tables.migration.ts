import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

/** What this migration was called while it shared the time stamp of another one. */
const FORMER = 'SavedViewTables1770000002000';

export class SavedViewTables1770000002050 implements MigrationInterface {
  readonly name = 'SavedViewTables1770000002050';

  async up(runner: QueryRunner): Promise<void> {
    // A database that has the tables already keeps them, and forgets the former name.
    await runner.query(`DELETE FROM migration WHERE name = '${FORMER}'`);
    await createTable(
      runner,
      'saved_view',
      [
        col.id(),
        col.code('list', 40),
        col.ref('ownerId'),
        col.ref('organisationId'),
        col.label('name', 30),
        col.flag('shared'),
        col.json('address'),
        col.instant('savedAt'),
      ],
      { unique: [['ownerId', 'organisationId', 'list', 'name']], index: [['organisationId', 'list']] },
    );
    await createTable(
      runner,
      'saved_view_default',
      [
        col.id(),
        col.ref('userId'),
        col.ref('organisationId'),
        col.code('list', 40),
        col.ref('viewId', { references: 'saved_view' }),
      ],
      { unique: [['userId', 'organisationId', 'list']], index: [['viewId']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'saved_view_default');
    await dropTable(runner, 'saved_view');
  }
}
