import { LABELS, labelText } from '../../../matchmaking/label-condition.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { ExportKinds, type Say } from '../../../platform/exports/export-kinds.js';
import { sqlExport } from '../../../platform/exports/sql-export.js';
import type { RowInput } from '../../../platform/spreadsheet/workbook-spec.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { NeedFilterForm } from './need-filter.forms.js';
import { NEED_FROM, NeedList } from './need-list.query.js';
import { dueSql, standingSql, statusOf, type StandingRow } from './need-step.sql.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';

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
  { key: 'dueAt', kind: 'datetime', width: 18 },
  { key: 'officer', kind: 'text', width: 12 },
  { key: 'submittedAt', kind: 'datetime', width: 18 },
  { key: 'listedAt', kind: 'datetime', width: 18 },
  { key: 'expiresOn', kind: 'day', width: 12 },
  { key: 'openReferrals', kind: 'number', width: 12 },
  { key: 'confirmed', kind: 'money-wan', width: 14 },
  { key: 'labels', kind: 'text', width: 20 },
  { key: 'contactName', kind: 'text', width: 12 },
  { key: 'contactMobile', kind: 'text', width: 16 },
] as const;

const SELECT = `d.number, o.name AS enterprise, o.creditCode, p.industry, n.financingKind, n.purpose, n.amount, n.termMonths,
  n.maxRate, n.neededBy, u.name AS officer, d.submittedAt, d.listedAt, d.expiresOn, d.activeReferrals, n.contactName,
  n.contactMobile, ${standingSql}, ${dueSql} AS dueAt,
  ${LABELS} AS labels,
  (SELECT SUM(b.amount) FROM disbursement b WHERE b.demandId = d.id AND b.state = 'confirmed') AS confirmed`;

interface Row extends StandingRow {
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
  officer: string | null;
  dueAt: string | null;
  submittedAt: string | null;
  listedAt: string | null;
  expiresOn: string | null;
  activeReferrals: number;
  labels: string | null;
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
    this.kinds.define(
      sqlExport<Row>(this.db, {
        name: 'financing.needs',
        permission: 'financing.need.export',
        columns,
        from: NEED_FROM,
        select: () => ({ sql: SELECT, params: [] }),
        // The address is read as the list reads it; `id` names ticked rows.
        statement: (actor, query) =>
          this.list.statement(
            actor,
            bindReadable(NeedFilterForm, query),
            query['id'] === undefined ? null : pickedIds(query['id']),
          ),
        row: sheetRow,
      }),
    );
  }
}

/** The state in the list's words: with the reason where it came to nothing. */
function stateIn(row: Row, say: Say): string {
  const status = statusOf(row);
  const word = say(`need.state.${status}`);
  if (status !== 'failed' || row.outcome === null) return word;
  return say('export.financing.needs.failed', { state: word, outcome: say(`need.outcome.${row.outcome}`) });
}

function sheetRow(row: Row, say: Say): RowInput {
  return {
    number: row.number,
    enterprise: row.enterprise,
    creditCode: row.creditCode,
    industry: row.industry,
    kind: row.financingKind && say(`fact.financingKind.${row.financingKind}`),
    purpose: row.purpose && say(`fact.purpose.${row.purpose}`),
    amount: numberOf(row.amount),
    termMonths: row.termMonths,
    maxRate: row.maxRate,
    neededBy: row.neededBy,
    state: stateIn(row, say),
    dueAt: toInstant(row.dueAt),
    officer: row.officer,
    submittedAt: toInstant(row.submittedAt),
    listedAt: toInstant(row.listedAt),
    expiresOn: row.expiresOn,
    openReferrals: row.activeReferrals,
    confirmed: numberOf(row.confirmed),
    labels: labelText(row.labels),
    contactName: row.contactName && maskName(row.contactName),
    contactMobile: row.contactMobile && maskMobile(row.contactMobile),
  };
}
