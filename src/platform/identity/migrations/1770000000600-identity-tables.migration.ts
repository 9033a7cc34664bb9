import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class IdentityTables1770000000600 implements MigrationInterface {
  readonly name = 'IdentityTables1770000000600';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'organisation',
      [
        col.id(),
        col.code('kind', 20),
        col.label('name', 120),
        col.label('nameKey', 120),
        col.code('creditCode', 18, { nullable: true }),
        col.code('state', 20),
        col.flag('sample'),
        col.instant('createdAt'),
        col.version(),
      ],
      { unique: [['creditCode']], index: [['kind', 'nameKey']] },
    );
    await createTable(
      runner,
      'user_account',
      [
        col.id(),
        col.code('username', 60),
        col.label('mail', 190, { nullable: true }),
        col.label('name', 60),
        col.code('mobile', 20, { nullable: true }),
        col.label('passwordHash', 255, { nullable: true }),
        col.code('locale', 10),
        col.code('mailLevel', 10),
        col.code('state', 20),
        col.instant('createdAt'),
        col.version(),
      ],
      { unique: [['username'], ['mail']] },
    );
    await createTable(
      runner,
      'sign_in_attempt',
      [col.code('id', 64, { primary: true }), col.count('failures'), col.instant('lockedUntil', { nullable: true })],
      {},
    );
    await createTable(
      runner,
      'membership',
      [col.id(), col.ref('userId'), col.ref('organisationId'), col.code('role', 30)],
      { unique: [['userId', 'organisationId', 'role']], index: [['organisationId', 'role']] },
    );
    await createTable(
      runner,
      'session',
      [
        col.code('id', 64, { primary: true }),
        col.ref('userId'),
        col.ref('organisationId'),
        col.code('kind', 10),
        col.label('device', 200),
        col.instant('createdAt'),
        col.instant('seenAt'),
        col.instant('expiresAt'),
      ],
      { index: [['userId']] },
    );
    await createTable(
      runner,
      'one_time_token',
      [
        col.code('id', 64, { primary: true }),
        col.code('purpose', 20),
        col.ref('userId'),
        col.instant('createdAt'),
        col.instant('expiresAt'),
        col.instant('usedAt', { nullable: true }),
      ],
      { index: [['userId', 'purpose']] },
    );
    await createTable(
      runner,
      'registration',
      [
        col.id(),
        col.code('organisationKind', 20),
        col.label('organisationName', 120),
        col.code('creditCode', 18),
        col.label('personName', 60),
        col.code('mobile', 20),
        col.label('mail', 190),
        col.code('username', 60),
        col.label('passwordHash', 255),
        col.code('state', 20),
        col.label('reason', 300, { nullable: true }),
        col.ref('decidedBy', { nullable: true }),
        col.instant('createdAt'),
        col.instant('decidedAt', { nullable: true }),
      ],
      { index: [['state', 'createdAt']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'registration',
      'one_time_token',
      'session',
      'membership',
      'sign_in_attempt',
      'user_account',
      'organisation',
    ]) {
      await dropTable(runner, table);
    }
  }
}
