import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndex, col, dropColumns, dropIndex } from '../../platform/database/schema.js';

/** One draft a person and organisation, as a key of the table. Drafts from before have none and are found by their state. */
export class DraftKey1770000001900 implements MigrationInterface {
  readonly name = 'DraftKey1770000001900';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'demand', [col.code('draftKey', 100, { nullable: true })]);
    await addIndex(runner, 'demand', ['draftKey'], { unique: true });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'demand', ['draftKey'], { unique: true });
    await dropColumns(runner, 'demand', ['draftKey']);
  }
}
