import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import type { OfferState } from '../../matchmaking/offer.entity.js';
import { Shelf } from '../../matchmaking/shelf.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { STALE_DAYS } from './products.service.js';

export interface ProductFilter {
  readonly institution: string | null;
  readonly amount: number | null;
  readonly guarantee: string | null;
  readonly text: string | null;
  readonly state: string | null;
}

export interface ProductRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: OfferState;
  readonly institution: string;
  readonly maxAmount: number | null;
  readonly maxTerm: number | null;
  readonly rateFrom: number | null;
  readonly sourceGrade: string | null;
  readonly checkedOn: string | null;
  readonly stale: boolean;
}

export const PAGE_SIZE = 50;

/** The catalogue: one query a page, only what the reader may see. */
@Injectable()
export class ProductQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly shelf: Shelf,
  ) {}

  /** On the shelf for all; a bank sees its own in any state, the centre everybody's. Stale ones come last. */
  async catalogue(actor: Actor, filter: ProductFilter, page: number): Promise<{ rows: ProductRow[]; total: number }> {
    const { sql, params } = this.where(actor, filter);
    const from = `FROM offer f JOIN loan_product p ON p.offerId = f.id JOIN organisation o ON o.id = f.organisationId
      WHERE f.domain = 'financing' AND ${sql}`;
    const [count] = await this.db.select<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, params);
    const of = (what: string) => `(SELECT ${what} FROM tier t WHERE t.offerId = f.id AND t.revision = f.revision)`;
    const fresh = addDays(this.clock.today(), -STALE_DAYS);
    const rows = await this.db.select<Omit<ProductRow, 'stale'> & { stale: number }>(
      `SELECT f.id, f.number, f.title, f.state, o.name AS institution, p.sourceGrade, p.checkedOn,
              ${of('MAX(t.maxAmount)')} AS maxAmount, ${of('MAX(t.maxTerm)')} AS maxTerm, ${of('MIN(t.rateFrom)')} AS rateFrom,
              CASE WHEN p.checkedOn IS NULL OR p.checkedOn < ? THEN 1 ELSE 0 END AS stale
         ${from} ORDER BY stale, CASE WHEN ${of('MIN(t.rateFrom)')} IS NULL THEN 1 ELSE 0 END, rateFrom, f.number
        LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`,
      [fresh, ...params],
    );
    const number = (value: number | null) => (value === null ? null : Number(value));
    return {
      total: Number(count?.n ?? 0),
      rows: rows.map((row) => ({
        ...row,
        maxAmount: number(row.maxAmount),
        maxTerm: number(row.maxTerm),
        rateFrom: number(row.rateFrom),
        stale: Number(row.stale) === 1,
      })),
    };
  }

  private where(actor: Actor, filter: ProductFilter): { sql: string; params: (string | number)[] } {
    const parts: string[] = [];
    const params: (string | number)[] = [];
    const add = (sql: string, ...values: (string | number)[]) => {
      parts.push(sql);
      params.push(...values);
    };
    const seen = this.shelf.seen(actor);
    add(seen.sql, ...seen.params);
    if (filter.state) add('f.state = ?', filter.state);
    else if (actor.organisationKind === 'centre') add("f.state <> 'off'");
    if (filter.institution) add('f.organisationId = ?', filter.institution);
    const tier = 'SELECT 1 FROM tier t WHERE t.offerId = f.id AND t.revision = f.revision';
    if (filter.amount !== null)
      add(
        `EXISTS (${tier} AND (t.maxAmount IS NULL OR t.maxAmount >= ?) AND (t.minAmount IS NULL OR t.minAmount <= ?))`,
        filter.amount,
        filter.amount,
      );
    if (filter.guarantee) add(`EXISTS (${tier} AND t.guarantees LIKE ?)`, `%"${filter.guarantee}"%`);
    if (filter.text) {
      const like = `%${filter.text.replaceAll(/[%_\\]/g, '')}%`;
      add('(f.title LIKE ? OR f.number LIKE ? OR o.name LIKE ? OR p.summary LIKE ?)', like, like, like, like);
    }
    return { sql: parts.join(' AND '), params };
  }

  /** Institutions that a reader can filter by. */
  async institutions(): Promise<{ id: string; name: string }[]> {
    return this.db.select(
      "SELECT id, name FROM organisation WHERE kind = 'institution' AND state = 'active' ORDER BY nameKey",
    );
  }

  /** Needs a product can be tried against: those on the list now, the newest first. */
  async listedNeeds(limit = 100): Promise<string[]> {
    const rows = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE domain = 'financing' AND state IN ('listed', 'engaged') ORDER BY listedAt DESC LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }
}
