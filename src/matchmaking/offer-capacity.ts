import { Injectable } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { Offer } from './offer.entity.js';

/** What an offer has left, in its domain's unit; null = its owner named no capacity. */
export const leftOf = ({ capacity, taken }: Pick<Offer, 'capacity' | 'taken'>): number | null =>
  capacity === null ? null : Math.max(0, capacity - taken);

/**
 * What an offer still has to give, where its owner named how much (分, seats). Decided by the update, so that it is
 * never oversold. Call inside a transaction; of several offers, in the order of their ids.
 */
@Injectable()
export class OfferCapacity {
  constructor(private readonly db: Database) {}

  /** @throws Problem `offer-capacity-used` */
  async take(offerId: string, quantity: number): Promise<void> {
    const taken = await this.db.execute(
      'UPDATE offer SET taken = taken + ? WHERE id = ? AND (capacity IS NULL OR taken + ? <= capacity)',
      [quantity, offerId, quantity],
    );
    if (taken === 1) return;
    const [offer] = await this.db.select<{ title: string }>('SELECT title FROM offer WHERE id = ?', [offerId]);
    throw new Problem('offer-capacity-used', { offer: offer?.title ?? '' });
  }

  async giveBack(offerId: string, quantity: number): Promise<void> {
    await this.db.execute('UPDATE offer SET taken = taken - ? WHERE id = ? AND taken >= ?', [
      quantity,
      offerId,
      quantity,
    ]);
  }

  /** The offer as it stands now, its row held until the transaction ends: what is decided about it is decided in turn. */
  async hold(offerId: string): Promise<Offer> {
    await this.db.execute('UPDATE offer SET version = version WHERE id = ?', [offerId]);
    return this.db.repo(Offer).findOneByOrFail({ id: offerId });
  }
}
