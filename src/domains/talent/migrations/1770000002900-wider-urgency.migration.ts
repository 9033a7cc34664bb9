import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;

/** `within-6-months` did not fit into ten letters: a server that counts them refused it. */
export class WiderUrgency1770000002900 implements MigrationInterface {
  readonly name = 'WiderUrgency1770000002900';

  async up(runner: QueryRunner): Promise<void> {
    await resize(runner, 20);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE talent_demand SET urgency = NULL WHERE LENGTH(urgency) > 10');
    await resize(runner, 10);
  }
}

/** The same way on every server: a new column in its place, by way of a third. */
async function resize(runner: QueryRunner, length: number): Promise<void> {
  await addColumns(runner, 'talent_demand', [col.code('urgencyKept', 20, maybe)]);
  await runner.query('UPDATE talent_demand SET urgencyKept = urgency');
  await dropColumns(runner, 'talent_demand', ['urgency']);
  await addColumns(runner, 'talent_demand', [col.code('urgency', length, maybe)]);
  await runner.query('UPDATE talent_demand SET urgency = urgencyKept');
  await dropColumns(runner, 'talent_demand', ['urgencyKept']);
}
