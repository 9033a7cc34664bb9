import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { numberOf } from '../../../platform/database/rows.js';
import { ExportKinds } from '../../../platform/exports/export-kinds.js';
import { sqlExport } from '../../../platform/exports/sql-export.js';
import { readProductFilter } from './product.forms.js';
import { PRODUCT_FROM, ProductQueries } from './product.queries.js';

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

const SELECT = `f.number, f.title, i.name AS institution, f.state, t.name AS tier, t.minAmount, t.maxAmount, t.maxTerm,
  t.rateFrom, p.approvalDays, p.checkedOn, p.sourceGrade`;

/** The catalogue's products in its order, one row a tier. */
@Injectable()
export class ProductExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly queries: ProductQueries,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define(
      sqlExport<Row>(this.db, {
        name: 'financing.products',
        permission: 'financing.product.read',
        columns,
        from: `${PRODUCT_FROM} LEFT JOIN tier t ON t.offerId = f.id AND t.revision = f.revision`,
        select: () => ({ sql: SELECT, params: [] }),
        statement: (actor, query) => {
          const { order, ...condition } = this.queries.statement(actor, readProductFilter(query));
          return { ...condition, order: { ...order, sql: `${order.sql}, t.position` } };
        },
        row: (row, say) => ({
          ...row,
          state: say(`financing.product.state.${row.state}`),
          minAmount: numberOf(row.minAmount),
          maxAmount: numberOf(row.maxAmount),
        }),
      }),
    );
  }
}
