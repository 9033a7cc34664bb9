import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;

export class ClientManagerTables1770000003700 implements MigrationInterface {
  readonly name = 'ClientManagerTables1770000003700';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'client_manager',
      [
        col.id(),
        col.ref('organisationId'),
        col.ref('userId'),
        col.count('caseLimit'),
        col.flag('away'),
        col.instant('createdAt'),
        col.version(),
      ],
      { unique: [['organisationId', 'userId']] },
    );
    await createTable(runner, 'client_manager_product', [col.id(), col.ref('managerId'), col.ref('offerId')], {
      unique: [['managerId', 'offerId']],
      index: [['offerId']],
    });
    await createTable(
      runner,
      'assignment_run',
      [
        col.id(),
        col.code('state', 12),
        col.code('inputHash', 64),
        col.code('kernelVersion', 20),
        col.count('needs'),
        col.count('managers'),
        col.json('figures'),
        col.ref('requestedBy'),
        col.instant('requestedAt'),
        col.code('policy', 12, maybe),
        col.ref('confirmedBy', maybe),
        col.instant('confirmedAt', maybe),
        col.version(),
      ],
      { index: [['state', 'inputHash']] },
    );
    await createTable(
      runner,
      'assignment_row',
      [
        col.id(),
        col.ref('runId'),
        col.code('policy', 12),
        col.ref('demandId'),
        col.count('position'),
        col.ref('managerId', maybe),
        col.ref('offerId', maybe),
        col.count('fit', maybe),
        col.json('reason', maybe),
        col.ref('referralId', maybe),
      ],
      { unique: [['runId', 'policy', 'demandId']], index: [['demandId']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['assignment_row', 'assignment_run', 'client_manager_product', 'client_manager'])
      await dropTable(runner, name);
  }
}
