import type { Database } from '../platform/database/database.js';
import { Quote } from '../domains/financing/deals/deal.entity.js';
import type { NeedRegister } from './need-register.js';

/** Finds in the database what a scene speaks of. */
export class StoryLedger {
  constructor(
    private readonly db: Database,
    private readonly needs: NeedRegister,
  ) {}

  need(row: number): string {
    return this.needs.demandOf(row);
  }

  async institution(name: string): Promise<string> {
    return this.one("SELECT id FROM organisation WHERE kind = 'institution' AND name = ?", [name]);
  }

  async product(number: string): Promise<string> {
    return this.one('SELECT id FROM offer WHERE number = ?', [number]);
  }

  /** The latest try of this need with this product. */
  async referral(need: number, product: string): Promise<string> {
    return this.one(
      `SELECT r.id FROM referral r JOIN offer o ON o.id = r.offerId
        WHERE r.demandId = ? AND o.number = ? ORDER BY r.attempt DESC LIMIT 1`,
      [this.need(need), product],
    );
  }

  async quote(need: number, product: string, state: Quote['state']): Promise<Quote> {
    const referralId = await this.referral(need, product);
    return this.db.repo(Quote).findOneByOrFail({ referralId, state });
  }

  /** The payout of a referral by its place in the row of payouts, from 1. */
  async payout(need: number, product: string, part: number): Promise<string> {
    const referralId = await this.referral(need, product);
    return this.one(
      `SELECT id FROM disbursement WHERE referralId = ? ORDER BY reportedAt, id LIMIT 1 OFFSET ${part - 1}`,
      [referralId],
    );
  }

  private async one(sql: string, params: readonly string[]): Promise<string> {
    const [found] = await this.db.select<{ id: string }>(sql, params);
    if (!found) throw new Error(`nothing found for ${params.join(', ')}`);
    return found.id;
  }
}
