import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { toInstant } from '../platform/database/rows.js';

const HOUR = 3_600_000;
const FRESH_MS = 60_000;

/** How long receivers take to answer a referral: the median of their last answers, in hours. Orders equals in a match. */
@Injectable()
export class AnswerTimes {
  private cache: { domain: string; at: number; hours: Map<string, number> } | null = null;

  constructor(private readonly db: Database) {}

  async medianHours(domain: string): Promise<ReadonlyMap<string, number>> {
    if (this.cache?.domain === domain && performance.now() - this.cache.at < FRESH_MS) return this.cache.hours;
    const rows = await this.db.select<{ recipientOrganisationId: string; sentAt: string; answeredAt: string }>(
      `SELECT recipientOrganisationId, sentAt, answeredAt FROM referral
        WHERE domain = ? AND sentAt IS NOT NULL AND answeredAt IS NOT NULL ORDER BY answeredAt DESC LIMIT 2000`,
      [domain],
    );
    const taken = new Map<string, number[]>();
    for (const row of rows) {
      const hours = (toInstant(row.answeredAt).getTime() - toInstant(row.sentAt).getTime()) / HOUR;
      taken.set(row.recipientOrganisationId, [...(taken.get(row.recipientOrganisationId) ?? []), hours]);
    }
    const hours = new Map([...taken].map(([id, all]) => [id, Math.round(median(all))]));
    this.cache = { domain, at: performance.now(), hours };
    return hours;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
