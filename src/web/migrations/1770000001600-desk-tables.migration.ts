import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  addIndex,
  col,
  createTable,
  dropColumns,
  dropIndex,
  dropTable,
} from '../../platform/database/schema.js';

/** What the lists and figures of the desk ask by. */
const indexes: readonly [string, string[]][] = [
  ['demand', ['domain', 'submittedAt']],
  ['demand', ['state', 'expiresOn']],
  ['referral', ['domain', 'sentAt']],
  ['referral', ['domain', 'answeredAt']],
  ['quote', ['state', 'validUntil']],
  ['quote', ['quotedAt']],
  ['disbursement', ['state', 'confirmedAt']],
];

export class DeskTables1770000001600 implements MigrationInterface {
  readonly name = 'DeskTables1770000001600';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'demand', [col.instant('editedAt', { nullable: true })]);
    for (const [table, columns] of indexes) await addIndex(runner, table, columns);
    await createTable(
      runner,
      'export_job',
      [
        col.id(),
        col.ref('userId'),
        col.ref('organisationId'),
        col.code('kind', 40),
        col.json('filter'),
        col.code('locale', 10),
        col.code('state', 20),
        col.count('total'),
        col.ref('fileId', { nullable: true }),
        col.code('problem', 40, { nullable: true }),
        col.instant('createdAt'),
        col.instant('startedAt', { nullable: true }),
        col.instant('doneAt', { nullable: true }),
        col.instant('expiresAt', { nullable: true }),
      ],
      {
        index: [
          ['state', 'createdAt'],
          ['userId', 'createdAt'],
        ],
      },
    );
    await createTable(
      runner,
      'welcome',
      [col.ref('userId', { primary: true }), col.json('done'), col.instant('closedAt', { nullable: true })],
      {},
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'welcome');
    await dropTable(runner, 'export_job');
    for (const [table, columns] of indexes) await dropIndex(runner, table, columns);
    await dropColumns(runner, 'demand', ['editedAt']);
  }
}
