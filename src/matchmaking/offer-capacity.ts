import { Injectable } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { Outbox } from '../platform/outbox/outbox.service.js';
import { Offer } from './offer.entity.js';

/** What an offer has left to give changed (`offerId`), or whether it takes anybody: demands are matched otherwise. */
export const OFFER_CAPACITY_CHANGED = 'matchmaking.offer-capacity-changed.v1';

/**
 * What an offer still has to give, where its owner named how much (分, seats). Decided by the update, so that it is
 * never oversold. Call inside a transaction; of several offers, in the order of their ids.
 */
@Injectable()
export class OfferCapacity {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `offer-capacity-used` */
  async take(offerId: string, quantity: number): Promise<void> {
    const taken = await this.db.execute(
      'UPDATE offer SET taken = taken + ? WHERE id = ? AND (capacity IS NULL OR taken + ? <= capacity)',
      [quantity, offerId, quantity],
    );
    if (taken === 1) return this.announce(offerId);
    const [offer] = await this.db.select<{ title: string }>('SELECT title FROM offer WHERE id = ?', [offerId]);
    throw new Problem('offer-capacity-used', { offer: offer?.title ?? '' });
  }

  async giveBack(offerId: string, quantity: number): Promise<void> {
    await this.db.execute('UPDATE offer SET taken = taken - ? WHERE id = ? AND taken >= ?', [
      quantity,
      offerId,
      quantity,
    ]);
    await this.announce(offerId);
  }

  /** How much it has to give in all; what is taken stays taken. */
  async limit(offerId: string, capacity: number): Promise<void> {
    await this.db.repo(Offer).update({ id: offerId }, { capacity });
    await this.announce(offerId);
  }

  /** That it takes more, less or nobody, decided elsewhere in the same transaction. */
  async announce(offerId: string): Promise<void> {
    await this.outbox.emit(OFFER_CAPACITY_CHANGED, { offerId }, offerId);
  }

  /** The offer as it stands now, its row held until the transaction ends: what is decided about it is decided in turn. */
  async hold(offerId: string): Promise<Offer> {
    await this.db.execute('UPDATE offer SET version = version WHERE id = ?', [offerId]);
    return this.db.repo(Offer).findOneByOrFail({ id: offerId });
  }
}
