import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../platform/database/schema.js';
import { searchText } from '../search-text.js';

const PORTION = 500;

/** Organisations are found by pinyin too: those that are there already are spelled here. */
export class OrganisationSearchText1770000002700 implements MigrationInterface {
  readonly name = 'OrganisationSearchText1770000002700';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'organisation', [col.prose('searchText', { nullable: true })]);
    for (;;) {
      const rows = (await runner.query(
        `SELECT id, nameKey FROM organisation WHERE searchText IS NULL LIMIT ${PORTION}`,
      )) as { id: string; nameKey: string }[];
      for (const { id, nameKey } of rows)
        await runner.query('UPDATE organisation SET searchText = ? WHERE id = ?', [searchText(nameKey), id]);
      if (rows.length < PORTION) return;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'organisation', ['searchText']);
  }
}
