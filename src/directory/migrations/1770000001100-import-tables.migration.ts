import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../platform/database/schema.js';

const maybe = { nullable: true } as const;

export class ImportTables1770000001100 implements MigrationInterface {
  readonly name = 'ImportTables1770000001100';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'import_job',
      [
        col.id(),
        col.code('kind', 30),
        col.label('fileName', 190),
        col.code('sha256', 64),
        col.code('state', 20),
        col.ref('createdBy'),
        col.ref('organisationId'),
        col.json('columns'),
        col.count('rowCount'),
        col.count('goodCount'),
        col.count('badCount'),
        col.count('duplicateCount'),
        col.count('heldCount'),
        col.count('doneCount'),
        col.count('problemCount'),
        col.count('newcomerCount'),
        col.instant('createdAt'),
        col.instant('committedAt', maybe),
        col.instant('undoUntil', maybe),
        col.version(),
      ],
      { index: [['organisationId', 'createdAt']] },
    );
    await createTable(
      runner,
      'import_row',
      [
        col.id(),
        col.ref('jobId'),
        col.count('position'),
        col.code('sheet', 20),
        col.count('rowNumber'),
        col.json('content'),
        col.code('state', 20),
        col.label('label', 120),
        col.json('problems'),
        col.label('duplicateOf', 120, maybe),
        col.ref('duplicateId', maybe),
        col.code('decision', 10, maybe),
        col.flag('newcomer'),
        col.code('resultType', 20, maybe),
        col.ref('resultId', maybe),
        col.json('before', maybe),
      ],
      { unique: [['jobId', 'position']], index: [['jobId', 'state']] },
    );
    await createTable(runner, 'institution_profile', [
      col.ref('organisationId', { primary: true }),
      col.code('type', 20),
      col.label('shortName', 60, maybe),
      col.label('address', 120, maybe),
      col.money('latitude', maybe),
      col.money('longitude', maybe),
      col.label('mail', 190, maybe),
      col.label('remark', 300, maybe),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['institution_profile', 'import_row', 'import_job']) await dropTable(runner, name);
  }
}
