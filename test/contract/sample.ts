import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, table } from '../../src/platform/database/columns.js';
import {
  addColumns,
  addIndex,
  col,
  createTable,
  dropColumns,
  dropIndex,
  dropTable,
} from '../../src/platform/database/schema.js';
import type { Schema } from '../../src/platform/database/open.js';

@table('sample_owner', { unique: [['name']] })
export class SampleOwner {
  @column.id() id!: string;
  @column.label(80) name!: string;
}

/** One column of every word, each also nullable. */
@table('sample', {
  unique: [['label', 'code']],
  index: [['state', 'day', 'aRatherLongColumnNameOfTheKindNobodyShouldWrite']],
})
export class Sample {
  @column.id() id!: string;
  @column.ref({ references: 'SampleOwner' }) ownerId!: string;
  @column.ref({ nullable: true }) otherId!: string | null;
  @column.code(20) code!: string;
  @column.code(20, { default: 'draft' }) state!: string;
  @column.label(120) label!: string;
  @column.label(120, { nullable: true }) maybeLabel!: string | null;
  @column.prose() prose!: string;
  @column.prose({ nullable: true }) maybeProse!: string | null;
  @column.count({ default: 0 }) count!: number;
  @column.count({ nullable: true }) maybeCount!: number | null;
  @column.money() money!: number;
  @column.money({ nullable: true }) maybeMoney!: number | null;
  @column.money({ default: 100 }) someMoney!: number;
  @column.ppm() ppm!: number;
  @column.instant() instant!: Date;
  @column.instant({ nullable: true }) maybeInstant!: Date | null;
  @column.day() day!: string;
  @column.day({ nullable: true }) maybeDay!: string | null;
  @column.flag() flag!: boolean;
  @column.flag({ default: true }) usually!: boolean;
  @column.flag({ nullable: true }) maybeFlag!: boolean | null;
  @column.json() json!: unknown;
  @column.json({ nullable: true }) maybeJson!: unknown;
  @column.code(10, { nullable: true }) aRatherLongColumnNameOfTheKindNobodyShouldWrite!: string | null;
  @column.version() version!: number;
}

/** What the ledger tests move: a balance that must equal the sum of its entries. */
@table('account')
export class Account {
  @column.id() id!: string;
  @column.code(20) state!: string;
  @column.money() balance!: number;
  @column.version() version!: number;
}

@table('entry', { index: [['accountId']] })
export class Entry {
  @column.id() id!: string;
  @column.ref() accountId!: string;
  @column.money() amount!: number;
}

class SampleTables1780000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'sample_owner', [col.id(), col.label('name', 80)], { unique: [['name']] });
    await createTable(runner, 'sample', SAMPLE_COLUMNS, { unique: [['label', 'code']] });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'sample');
    await dropTable(runner, 'sample_owner');
  }
}

const SAMPLE_COLUMNS = [
  col.id(),
  col.ref('ownerId', { references: 'sample_owner' }),
  col.ref('otherId', { nullable: true }),
  col.code('code', 20),
  col.code('state', 20, { default: 'draft' }),
  col.label('label', 120),
  col.label('maybeLabel', 120, { nullable: true }),
  col.prose('prose'),
  col.prose('maybeProse', { nullable: true }),
  col.count('count', { default: 0 }),
  col.count('maybeCount', { nullable: true }),
  col.money('money'),
  col.money('maybeMoney', { nullable: true }),
  col.money('someMoney', { default: 100 }),
  col.ppm('ppm'),
  col.instant('instant'),
  col.instant('maybeInstant', { nullable: true }),
  col.day('day'),
  col.day('maybeDay', { nullable: true }),
  col.flag('flag'),
  col.flag('usually', { default: true }),
  col.flag('maybeFlag', { nullable: true }),
  col.json('json'),
  col.version(),
];

/** A later change of a table that exists. */
class SampleColumns1780000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const long = 'aRatherLongColumnNameOfTheKindNobodyShouldWrite';
    await addColumns(runner, 'sample', [
      col.json('maybeJson', { nullable: true }),
      col.code(long, 10, { nullable: true }),
    ]);
    await addIndex(runner, 'sample', ['state', 'day', long]);
  }

  async down(runner: QueryRunner): Promise<void> {
    const long = 'aRatherLongColumnNameOfTheKindNobodyShouldWrite';
    await dropIndex(runner, 'sample', ['state', 'day', long]);
    await dropColumns(runner, 'sample', [long, 'maybeJson']);
  }
}

class LedgerTables1780000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'account', [col.id(), col.code('state', 20), col.money('balance'), col.version()]);
    await createTable(runner, 'entry', [col.id(), col.ref('accountId'), col.money('amount')], {
      index: [['accountId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'entry');
    await dropTable(runner, 'account');
  }
}

export const sampleSchema: Schema = {
  entities: [SampleOwner, Sample, Account, Entry],
  migrations: [SampleTables1780000000001, SampleColumns1780000000002, LedgerTables1780000000003],
};
