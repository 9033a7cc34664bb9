import type { MigrationInterface, QueryRunner } from 'typeorm';
import { col, createTable, dropTable } from '../../database/schema.js';

export class NoticeTables1770000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'notice',
      [
        col.id(),
        col.code('eventKey', 160),
        col.code('kind', 60),
        col.ref('userId'),
        col.ref('organisationId', { nullable: true }),
        col.code('aboutType', 40),
        col.code('aboutId', 36),
        col.label('href', 255),
        col.json('params'),
        col.instant('createdAt'),
        col.instant('readAt', { nullable: true }),
        col.ref('demandId', { nullable: true }),
        col.ref('referralId', { nullable: true }),
      ],
      {
        unique: [['eventKey', 'userId']],
        index: [['userId', 'readAt'], ['userId', 'createdAt'], ['aboutType', 'aboutId'], ['demandId']],
      },
    );
    await createTable(
      runner,
      'delivery',
      [
        col.id(),
        col.ref('noticeId', { references: 'notice' }),
        col.code('channel', 10),
        col.label('address', 254),
        col.code('state', 20),
        col.count('attempts'),
        col.instant('nextAt'),
        col.instant('queuedAt'),
        col.instant('sentAt', { nullable: true }),
        col.code('leaseOwner', 36, { nullable: true }),
        col.code('lastError', 40, { nullable: true }),
      ],
      { unique: [['noticeId', 'channel']], index: [['state', 'nextAt'], ['leaseOwner']] },
    );
    await createTable(
      runner,
      'mail_suppression',
      [col.id(), col.label('address', 254), col.code('reason', 40), col.instant('createdAt')],
      { unique: [['address']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'mail_suppression');
    await dropTable(runner, 'delivery');
    await dropTable(runner, 'notice');
  }
}
