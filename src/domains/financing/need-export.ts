import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { maskMobile, maskName } from '../../kernel/mask.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { ExportKinds, type ExportFilter, type Say } from '../../platform/exports/export-kinds.js';
import type { RowInput } from '../../platform/spreadsheet/workbook-spec.js';
import { bindReadable } from '../../platform/http/bind.js';
import { listOf } from './export-filter.js';
import { NeedFilterForm } from './need-filter.forms.js';
import { NEED_FROM, NeedList } from './need-list.query.js';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'enterprise', kind: 'text', width: 32 },
  { key: 'creditCode', kind: 'text', width: 22 },
  { key: 'industry', kind: 'text', width: 10 },
  { key: 'kind', kind: 'text', width: 16 },
  { key: 'purpose', kind: 'text', width: 16 },
  { key: 'amount', kind: 'money-wan', width: 14 },
  { key: 'termMonths', kind: 'number', width: 12 },
  { key: 'maxRate', kind: 'percent', width: 12 },
  { key: 'neededBy', kind: 'day', width: 12 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'officer', kind: 'text', width: 12 },
  { key: 'submittedAt', kind: 'datetime', width: 18 },
  { key: 'listedAt', kind: 'datetime', width: 18 },
  { key: 'expiresOn', kind: 'day', width: 12 },
  { key: 'openReferrals', kind: 'number', width: 12 },
  { key: 'confirmed', kind: 'money-wan', width: 14 },
  { key: 'contactName', kind: 'text', width: 12 },
  { key: 'contactMobile', kind: 'text', width: 16 },
] as const;

interface Row {
  number: string | null;
  enterprise: string;
  creditCode: string | null;
  industry: string | null;
  financingKind: string | null;
  purpose: string | null;
  amount: string | number | null;
  termMonths: number | null;
  maxRate: number | null;
  neededBy: string | null;
  state: string;
  outcome: string | null;
  officer: string | null;
  submittedAt: string | null;
  listedAt: string | null;
  expiresOn: string | null;
  activeReferrals: number;
  confirmed: string | number | null;
  contactName: string | null;
  contactMobile: string | null;
}

/** The list of needs as a spreadsheet, the list's rows in its order. Contacts are masked: whoever needs one opens the case. */
@Injectable()
export class NeedExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly list: NeedList,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'financing.needs',
      permission: 'financing.need.export',
      columns,
      count: (actor, filter) => this.count(actor, filter),
      rows: (actor, filter, say) => this.rows(actor, filter, say),
    });
  }

  /** The address is read as the list reads it; `id` names ticked rows. */
  private statement(actor: Actor, query: ExportFilter) {
    const ids = query['id'] === undefined ? null : listOf(query['id']);
    return this.list.statement(actor, bindReadable(NeedFilterForm, query), ids);
  }

  private async count(actor: Actor, query: ExportFilter): Promise<number> {
    const { sql, params } = this.statement(actor, query);
    const [row] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n ${NEED_FROM} WHERE ${sql}`, params);
    return Number(row?.n ?? 0);
  }

  private async rows(actor: Actor, query: ExportFilter, say: Say): Promise<RowInput[]> {
    const { sql, params, order } = this.statement(actor, query);
    const rows = await this.db.select<Row>(
      `SELECT d.number, o.name AS enterprise, o.creditCode, p.industry, n.financingKind, n.purpose, n.amount, n.termMonths,
              n.maxRate, n.neededBy, d.state, d.outcome, u.name AS officer, d.submittedAt, d.listedAt, d.expiresOn,
              d.activeReferrals, n.contactName, n.contactMobile,
              (SELECT SUM(b.amount) FROM disbursement b WHERE b.demandId = d.id AND b.state = 'confirmed') AS confirmed
         ${NEED_FROM}
        WHERE ${sql} ORDER BY ${order}`,
      params,
    );
    return rows.map((row) => ({
      ...row,
      kind: row.financingKind && say(`fact.financingKind.${row.financingKind}`),
      purpose: row.purpose && say(`fact.purpose.${row.purpose}`),
      state: say(row.outcome ? `work.outcome.${row.outcome}` : `work.state.${row.state}`),
      amount: numberOf(row.amount),
      confirmed: numberOf(row.confirmed),
      openReferrals: row.activeReferrals,
      submittedAt: toInstant(row.submittedAt),
      listedAt: toInstant(row.listedAt),
      contactName: row.contactName && maskName(row.contactName),
      contactMobile: row.contactMobile && maskMobile(row.contactMobile),
    }));
  }
}

/** Sums and big numbers come as text from one of the databases. */
export const numberOf = (value: string | number | null): number | null => (value === null ? null : Number(value));
