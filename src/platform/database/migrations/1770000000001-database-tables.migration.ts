import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../schema.js';

export class DatabaseTables1770000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'operation', [col.code('opId', 64, { primary: true }), col.instant('createdAt')], {
      index: [['createdAt']],
    });
    await createTable(runner, 'counter', [col.code('series', 40, { primary: true }), col.count('value')]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'counter');
    await dropTable(runner, 'operation');
  }
}
