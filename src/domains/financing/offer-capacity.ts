import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../../platform/database/database.js';

/** What a product still has to lend, where its bank named a sum. Decided by the update, so that it is never oversold. */
@Injectable()
export class OfferCapacity {
  constructor(private readonly db: Database) {}

  /** @throws Problem `offer-capacity-used` */
  async take(offerId: string, amountFen: number): Promise<void> {
    const taken = await this.db.execute(
      'UPDATE offer SET taken = taken + ? WHERE id = ? AND (capacity IS NULL OR taken + ? <= capacity)',
      [amountFen, offerId, amountFen],
    );
    if (taken === 1) return;
    const [offer] = await this.db.select<{ title: string }>('SELECT title FROM offer WHERE id = ?', [offerId]);
    throw new Problem('offer-capacity-used', { offer: offer?.title ?? '' });
  }

  async giveBack(offerId: string, amountFen: number): Promise<void> {
    await this.db.execute('UPDATE offer SET taken = taken - ? WHERE id = ? AND taken >= ?', [
      amountFen,
      offerId,
      amountFen,
    ]);
  }
}
