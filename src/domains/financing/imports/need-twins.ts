import { Injectable } from '@nestjs/common';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';

const WITHIN_DAYS = 90;
const DAY_MS = 86_400_000;

export interface Twin {
  readonly id: string;
  readonly number: string;
}

/** Two needs are the same when enterprise, kind and amount are. */
export const twinKey = (enterprise: string, kind: string, amount: number): string => `${enterprise} ${kind} ${amount}`;

@Injectable()
export class NeedTwins {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** Needs of these enterprises filed within 90 days, by `twinKey`; not those of this import, nor undone ones. */
  async of(organisationIds: readonly string[], jobId: string | null): Promise<ReadonlyMap<string, Twin>> {
    const since = new Date(this.clock.now().getTime() - WITHIN_DAYS * DAY_MS);
    const twins = new Map<string, Twin>();
    for (let at = 0; at < organisationIds.length; at += 500) {
      const ids = organisationIds.slice(at, at + 500);
      const rows = await this.db.select<Twin & { organisationId: string; financingKind: string; amount: number }>(
        `SELECT d.id, d.number, d.organisationId, n.financingKind, n.amount
           FROM demand d JOIN financing_need n ON n.demandId = d.id
          WHERE d.domain = 'financing' AND d.state <> 'draft' AND (d.outcome IS NULL OR d.outcome <> 'undone')
            AND (d.importId IS NULL OR d.importId <> ?) AND d.submittedAt >= ?
            AND d.organisationId IN (${ids.map(() => '?').join(', ')}) ORDER BY d.submittedAt`,
        [jobId ?? '', since, ...ids],
      );
      for (const { id, number, organisationId, financingKind, amount } of rows)
        twins.set(twinKey(organisationId, financingKind, Number(amount)), { id, number });
    }
    return twins;
  }
}
