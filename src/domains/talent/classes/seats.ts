import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { OfferCapacity } from '../../../matchmaking/offer-capacity.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { TALENT_OFFER_CHANGED } from '../events.js';

export interface SeatPlace {
  readonly demandId: string;
  readonly classId: string;
  readonly programmeId: string;
}

/**
 * Seats are counted in three places: on the demand (no headcount is promised twice), on the class and on its programme
 * (no college promises more than it has). Each count is decided by the update itself. Call inside a transaction that
 * holds the programme and the class.
 */
@Injectable()
export class Seats {
  constructor(
    private readonly db: Database,
    private readonly capacity: OfferCapacity,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `headcount-taken` | `offer-capacity-used` */
  async reserve({ demandId, classId, programmeId }: SeatPlace, seats: number): Promise<void> {
    const reserved = await this.db.execute(
      `UPDATE demand SET reserved = reserved + ?
        WHERE id = ? AND reserved + ? <= wanted AND state IN ('listed', 'engaged', 'agreed')`,
      [seats, demandId, seats],
    );
    if (reserved !== 1) {
      const { number } = await this.db.repo(Demand).findOneByOrFail({ id: demandId });
      throw new Problem('headcount-taken', { number: number ?? '' });
    }
    await this.capacity.take(programmeId, seats);
    await this.capacity.take(classId, seats);
    await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: classId }, classId);
  }

  async giveBack({ demandId, classId, programmeId }: SeatPlace, seats: number): Promise<void> {
    if (seats === 0) return;
    await this.db.execute('UPDATE demand SET reserved = reserved - ? WHERE id = ? AND reserved >= ?', [
      seats,
      demandId,
      seats,
    ]);
    await this.capacity.giveBack(classId, seats);
    await this.capacity.giveBack(programmeId, seats);
    await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: classId }, classId);
  }
}
