import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays, type Day } from '../../../kernel/day.js';
import { nameKey } from '../../../directory/organisations.js';
import type { OfferState } from '../../../matchmaking/offer.entity.js';
import { Shelf } from '../../../matchmaking/shelf.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { allOf, containing, equals, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf } from '../../../platform/database/rows.js';
import { STALE_DAYS } from './products.service.js';

export interface ProductFilter {
  readonly institution: string | null;
  readonly amount: number | null;
  readonly guarantee: string | null;
  readonly text: string | null;
  readonly state: string | null;
  /** Only those nobody has checked for so long that they count as old. */
  readonly stale: boolean;
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

/** Tables of the catalogue; aliases: f product, p its terms, i institution. */
export const PRODUCT_FROM = `offer f JOIN loan_product p ON p.offerId = f.id JOIN organisation i ON i.id = f.organisationId`;

/** Parameter: the day since which a product must have been checked. */
const STALE = '(p.checkedOn IS NULL OR p.checkedOn < ?)';
const of = (what: string) => `(SELECT ${what} FROM tier t WHERE t.offerId = f.id AND t.revision = f.revision)`;
const hasTier = (sql: string) =>
  `EXISTS (SELECT 1 FROM tier t WHERE t.offerId = f.id AND t.revision = f.revision AND ${sql})`;
const tierHolds = (amount: number): Condition => ({
  sql: hasTier('(t.maxAmount IS NULL OR t.maxAmount >= ?) AND (t.minAmount IS NULL OR t.minAmount <= ?)'),
  params: [amount, amount],
});

function textCondition(text: string): Condition {
  const like = containing(text);
  return {
    sql: 'f.title LIKE ? OR f.number LIKE ? OR i.searchText LIKE ? OR p.summary LIKE ?',
    params: [like, like.toUpperCase(), containing(nameKey(text)), like],
  };
}

/** The catalogue: one query a page, only what the reader may see. */
@Injectable()
export class ProductQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly shelf: Shelf,
  ) {}

  async catalogue(actor: Actor, filter: ProductFilter, page: number): Promise<{ rows: ProductRow[]; total: number }> {
    const { sql, params, order } = this.statement(actor, filter);
    const [count] = await this.db.select<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${PRODUCT_FROM} WHERE ${sql}`,
      params,
    );
    const rows = await this.db.select<Omit<ProductRow, 'stale'>>(
      `SELECT f.id, f.number, f.title, f.state, i.name AS institution, p.sourceGrade, p.checkedOn,
              ${of('MAX(t.maxAmount)')} AS maxAmount, ${of('MAX(t.maxTerm)')} AS maxTerm, ${of('MIN(t.rateFrom)')} AS rateFrom
         FROM ${PRODUCT_FROM} WHERE ${sql} ORDER BY ${order.sql} LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`,
      [...params, ...order.params],
    );
    return {
      total: Number(count?.n ?? 0),
      rows: rows.map((row) => ({
        ...row,
        maxAmount: numberOf(row.maxAmount),
        maxTerm: numberOf(row.maxTerm),
        rateFrom: numberOf(row.rateFrom),
        stale: row.checkedOn === null || row.checkedOn < this.fresh(),
      })),
    };
  }

  /** On the shelf for all; a bank sees its own in any state and first, the centre everybody's. Stale ones come last. */
  statement(actor: Actor, filter: ProductFilter): Condition & { order: Condition } {
    const centre = actor.organisationKind === 'centre';
    const stale = { sql: STALE, params: [this.fresh()] };
    const condition = allOf([
      { sql: "f.domain = 'financing'", params: [] },
      this.shelf.seen(actor),
      centre && !filter.state ? { sql: "f.state <> 'off'", params: [] } : null,
      ...equals({ 'f.state': filter.state, 'f.organisationId': filter.institution }),
      filter.stale ? stale : null,
      filter.amount ? tierHolds(filter.amount) : null,
      filter.guarantee ? { sql: hasTier('t.guarantees LIKE ?'), params: [`%"${filter.guarantee}"%`] } : null,
      filter.text ? textCondition(filter.text) : null,
    ]);
    const rate = of('MIN(t.rateFrom)');
    const order = `CASE WHEN f.organisationId = ? THEN 0 ELSE 1 END, CASE WHEN ${STALE} THEN 1 ELSE 0 END, CASE WHEN ${rate} IS NULL THEN 1 ELSE 0 END, ${rate}, f.number`;
    return { ...condition, order: { sql: order, params: [actor.organisationId, ...stale.params] } };
  }

  private fresh(): Day {
    return addDays(this.clock.today(), -STALE_DAYS);
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
