import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/day.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';

/** Until when a paper holds, and whether that day is past. */
export interface Validity {
  readonly validUntil: Day;
  readonly expired: boolean;
}

/** A paper of the profile holds as long as the fact that it proves; where it proves several, as the first to end. */
@Injectable()
export class PaperValidity {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** By file. A paper that proves nothing with an end is not named. */
  async of(organisationId: string): Promise<ReadonlyMap<string, Validity>> {
    const rows = await this.db.select<{ fileId: string; validUntil: Day }>(
      `SELECT fileId, MIN(validUntil) AS validUntil FROM fact_source
        WHERE organisationId = ? AND fileId IS NOT NULL AND validUntil IS NOT NULL GROUP BY fileId`,
      [organisationId],
    );
    const today = this.clock.today();
    return new Map(rows.map(({ fileId, validUntil }) => [fileId, { validUntil, expired: validUntil < today }]));
  }
}
