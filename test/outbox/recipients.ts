import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, table } from '../../src/platform/database/columns.js';
import type { Database } from '../../src/platform/database/database.js';
import { col, createTable, dropTable } from '../../src/platform/database/schema.js';
import type { MailLevel } from '../../src/platform/notifications/notice-kinds.js';
import { type Contact, type Locale, RecipientDirectory } from '../../src/platform/notifications/recipient-directory.js';

@table('recipient', { index: [['organisationId']] })
export class Recipient {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.code(60, { nullable: true }) permission!: string | null;
  @column.label(254, { nullable: true }) mail!: string | null;
  @column.code(10) locale!: Locale;
  @column.label(60) name!: string;
  @column.code(10) mailLevel!: MailLevel;
}

export class RecipientTable1770000000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'recipient',
      [
        col.id(),
        col.ref('organisationId'),
        col.code('permission', 60, { nullable: true }),
        col.label('mail', 254, { nullable: true }),
        col.code('locale', 10),
        col.label('name', 60),
        col.code('mailLevel', 10),
      ],
      { index: [['organisationId']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'recipient');
  }
}

/** An address book in a table. */
export class TableRecipients extends RecipientDirectory {
  constructor(private readonly db: Database) {
    super();
  }

  async usersOf(organisationId: string, permission?: string): Promise<string[]> {
    const rows = await this.db
      .repo(Recipient)
      .findBy({ organisationId, ...(permission !== undefined && { permission }) });
    return rows.map((row) => row.id);
  }

  async contact(userId: string): Promise<Contact | null> {
    return this.db.repo(Recipient).findOneBy({ id: userId });
  }

  async add(person: Partial<Recipient> & { id: string }): Promise<void> {
    const usual = {
      organisationId: 'org',
      permission: null,
      mail: `${person.id}@example.cn`,
      locale: 'zh-CN',
      name: '王明',
      mailLevel: 'all',
    } as const;
    await this.db.transaction(() => this.db.repo(Recipient).insert({ ...usual, ...person }));
  }
}
