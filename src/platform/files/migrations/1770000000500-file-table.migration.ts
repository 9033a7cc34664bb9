import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class FileTable1770000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'file',
      [
        col.id(),
        col.code('sha256', 64),
        col.label('name', 120),
        col.code('type', 10),
        col.count('size'),
        col.code('ownerType', 40),
        col.code('ownerId', 36),
        col.ref('organisationId', { nullable: true }),
        col.ref('uploadedBy', { nullable: true }),
        col.instant('createdAt'),
        col.instant('deletedAt', { nullable: true }),
      ],
      { index: [['ownerType', 'ownerId'], ['sha256']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'file');
  }
}
