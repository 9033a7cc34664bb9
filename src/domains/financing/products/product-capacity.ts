import { Injectable } from '@nestjs/common';
import { OfferCapacity } from '../../../matchmaking/offer-capacity.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { OFFER_CHANGED } from '../events.js';

/**
 * What a product sets aside of its total (投放额度), in 分, for quotes that were chosen. Needs are matched with what is
 * left, so every change of it brings back those it moves. Call inside a transaction.
 */
@Injectable()
export class ProductCapacity {
  constructor(
    private readonly db: Database,
    private readonly capacity: OfferCapacity,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `offer-capacity-used` */
  async take(offerId: string, amount: number): Promise<void> {
    await this.capacity.take(offerId, amount);
    await this.tell(offerId);
  }

  async giveBack(offerId: string, amount: number): Promise<void> {
    await this.capacity.giveBack(offerId, amount);
    await this.tell(offerId);
  }

  /** Without a total nothing is ever used up. */
  private async tell(offerId: string): Promise<void> {
    const { capacity } = await this.db.repo(Offer).findOneByOrFail({ id: offerId });
    if (capacity !== null) await this.outbox.emit(OFFER_CHANGED, { offerId }, offerId);
  }
}
