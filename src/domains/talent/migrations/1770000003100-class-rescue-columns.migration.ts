import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, col, dropColumns } from '../../../platform/database/schema.js';

const maybe = { nullable: true } as const;

/** On which day a class began, and the smaller size its college is asked to agree to. */
export class ClassRescueColumns1770000003100 implements MigrationInterface {
  readonly name = 'ClassRescueColumns1770000003100';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'order_class', [col.day('openedOn', maybe), col.count('askedSize', maybe)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'order_class', ['openedOn', 'askedSize']);
  }
}
