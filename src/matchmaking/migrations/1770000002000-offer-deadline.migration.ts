import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndex, col, dropColumns, dropIndex } from '../../platform/database/schema.js';

/** A clock may run on an offer: what one answer of its owner covers (an order class) is one deadline. */
export class OfferDeadline1770000002000 implements MigrationInterface {
  readonly name = 'OfferDeadline1770000002000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'deadline', [col.ref('offerId', { nullable: true })]);
    await addIndex(runner, 'deadline', ['offerId']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'deadline', ['offerId']);
    await dropColumns(runner, 'deadline', ['offerId']);
  }
}
