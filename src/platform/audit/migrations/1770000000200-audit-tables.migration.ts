import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class AuditTables1770000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const aggregate = [col.code('aggregateType', 40), col.code('aggregateId', 36), col.count('seq')];
    await createTable(
      runner,
      'audit_entry',
      [
        col.id(),
        ...aggregate,
        col.code('action', 60),
        col.code('actorUserId', 36, { nullable: true }),
        col.code('actorOrganisationId', 36, { nullable: true }),
        col.instant('at'),
        col.prose('payload'),
        col.code('prevHash', 64),
        col.code('hash', 64),
      ],
      { unique: [['aggregateType', 'aggregateId', 'seq']], index: [['actorUserId', 'at']] },
    );
    await createTable(runner, 'audit_head', [col.id(), ...aggregate, col.code('hash', 64)], {
      unique: [['aggregateType', 'aggregateId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'audit_head');
    await dropTable(runner, 'audit_entry');
  }
}
