import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { nameKey } from '../../directory/organisations.js';
import { offerStates } from '../../matchmaking/offer.entity.js';
import { Shelf } from '../../matchmaking/shelf.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { ExportKinds, type ExportFilter, type Say } from '../../platform/exports/export-kinds.js';
import type { RowInput } from '../../platform/spreadsheet/workbook-spec.js';
import { like, listOf, marks } from './export-filter.js';
import { numberOf } from './need-export.js';
import { STALE_DAYS } from './products.service.js';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'title', kind: 'text', width: 28 },
  { key: 'institution', kind: 'text', width: 28 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'tier', kind: 'text', width: 16 },
  { key: 'minAmount', kind: 'money-wan', width: 14 },
  { key: 'maxAmount', kind: 'money-wan', width: 14 },
  { key: 'maxTerm', kind: 'number', width: 14 },
  { key: 'rateFrom', kind: 'percent', width: 12 },
  { key: 'approvalDays', kind: 'number', width: 16 },
  { key: 'checkedOn', kind: 'day', width: 14 },
  { key: 'sourceGrade', kind: 'text', width: 10 },
] as const;

interface Row {
  number: string;
  title: string;
  institution: string;
  state: string;
  tier: string | null;
  minAmount: string | number | null;
  maxAmount: string | number | null;
  maxTerm: number | null;
  rateFrom: number | null;
  approvalDays: number | null;
  checkedOn: string | null;
  sourceGrade: string | null;
}

const FROM = `offer f JOIN loan_product p ON p.offerId = f.id JOIN organisation i ON i.id = f.organisationId
  LEFT JOIN tier t ON t.offerId = f.id AND t.revision = f.revision`;

/** Products, one row a tier: everybody's on the shelf, and one's own (the centre: all). Filters: q, state, stale, id. */
@Injectable()
export class ProductExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly kinds: ExportKinds,
    private readonly shelf: Shelf,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'financing.products',
      permission: 'financing.product.read',
      columns,
      count: (actor, filter) => this.count(actor, filter),
      rows: (actor, filter, say) => this.rows(actor, filter, say),
    });
  }

  private condition(actor: Actor, query: ExportFilter): { sql: string; params: unknown[] } {
    const parts = ["f.domain = 'financing'"];
    const params: unknown[] = [];
    const add = (sql: string, ...values: unknown[]) => {
      parts.push(sql);
      params.push(...values);
    };
    const seen = this.shelf.seen(actor);
    add(seen.sql, ...seen.params);
    const states = listOf(query['state']).filter((state) => (offerStates as readonly string[]).includes(state));
    if (states.length > 0) add(`f.state IN (${marks(states)})`, ...states);
    const [q] = listOf(query['q']);
    if (q)
      add('(f.title LIKE ? OR f.number LIKE ? OR i.nameKey LIKE ?)', like(q), like(q.toUpperCase()), like(nameKey(q)));
    if (query['stale'] === '1')
      add('(p.checkedOn IS NULL OR p.checkedOn < ?)', addDays(this.clock.today(), -STALE_DAYS));
    if (query['id'] !== undefined) {
      const ids = listOf(query['id']);
      add(ids.length > 0 ? `f.id IN (${marks(ids)})` : '1 = 0', ...ids);
    }
    return { sql: parts.join(' AND '), params };
  }

  private async count(actor: Actor, query: ExportFilter): Promise<number> {
    const { sql, params } = this.condition(actor, query);
    const [row] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${FROM} WHERE ${sql}`, params);
    return Number(row?.n ?? 0);
  }

  private async rows(actor: Actor, query: ExportFilter, say: Say): Promise<RowInput[]> {
    const { sql, params } = this.condition(actor, query);
    const rows = await this.db.select<Row>(
      `SELECT f.number, f.title, i.name AS institution, f.state, t.name AS tier, t.minAmount, t.maxAmount, t.maxTerm,
              t.rateFrom, p.approvalDays, p.checkedOn, p.sourceGrade
         FROM ${FROM} WHERE ${sql} ORDER BY f.number, t.position`,
      params,
    );
    return rows.map((row) => ({
      ...row,
      state: say(`work.offer.${row.state}`),
      minAmount: numberOf(row.minAmount),
      maxAmount: numberOf(row.maxAmount),
    }));
  }
}
