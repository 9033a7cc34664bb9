import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../../platform/database/schema.js';

export class ReferralPaperTable1770000002600 implements MigrationInterface {
  readonly name = 'ReferralPaperTable1770000002600';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'referral_paper',
      [col.id(), col.ref('referralId'), col.ref('fileId'), col.instant('givenAt')],
      { unique: [['referralId', 'fileId']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'referral_paper');
  }
}
