import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { ReferralState } from '../../../matchmaking/lifecycle.js';
import type { Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { ExportKinds, type Say } from '../../../platform/exports/export-kinds.js';
import { sqlExport } from '../../../platform/exports/sql-export.js';
import type { RowInput } from '../../../platform/spreadsheet/workbook-spec.js';
import type { Stage } from '../deals/deal.entity.js';
import { disclose, disclosureStage } from './disclosure.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { readQuery } from './referral-list-page.js';
import { REFERRAL_FROM, ReferralList } from './referral-list.queries.js';
import { referralStatus } from './referral-status.js';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'enterprise', kind: 'text', width: 32 },
  { key: 'institution', kind: 'text', width: 24 },
  { key: 'product', kind: 'text', width: 24 },
  { key: 'amount', kind: 'money-wan', width: 14 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'handler', kind: 'text', width: 12 },
  { key: 'sentAt', kind: 'datetime', width: 18 },
  { key: 'seenAt', kind: 'datetime', width: 18 },
  { key: 'answeredAt', kind: 'datetime', width: 18 },
  { key: 'answerHours', kind: 'number', width: 14 },
  { key: 'quoted', kind: 'money-wan', width: 14 },
  { key: 'rate', kind: 'percent', width: 12 },
  { key: 'confirmed', kind: 'money-wan', width: 14 },
] as const;

interface Row {
  number: string | null;
  enterprise: string;
  institution: string;
  product: string;
  amount: string | number;
  state: ReferralState;
  stage: Stage;
  consented: unknown;
  handler: string | null;
  sentAt: string | null;
  seenAt: string | null;
  answeredAt: string | null;
  quoted: string | number | null;
  rate: number | null;
  confirmed: string | number | null;
}

/** One row a referral: of its quotes at most one is open or chosen. */
const JOINS = "LEFT JOIN quote t ON t.referralId = r.id AND t.state IN ('open', 'chosen')";
const HOUR = 3_600_000;

/** Referrals as the list shows them, in its order: an institution's own, with no name once they have ended. */
@Injectable()
export class ReferralExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly list: ReferralList,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define(
      sqlExport<Row>(this.db, {
        name: 'financing.referrals',
        permission: 'financing.referral.read',
        columns,
        from: REFERRAL_FROM,
        joins: JOINS,
        select: () => this.select(),
        statement: (actor, query) =>
          this.list.statement(actor, readQuery(query), query['id'] === undefined ? null : pickedIds(query['id'])),
        row: sheetRow,
      }),
    );
  }

  private select(): Condition {
    const consented = this.list.consented();
    return {
      sql: `d.number, e.name AS enterprise, b.name AS institution, o.title AS product, r.quantity AS amount, r.state, fr.stage,
        CASE WHEN ${consented.sql} THEN 1 ELSE 0 END AS consented, u.name AS handler, r.sentAt, r.seenAt, r.answeredAt,
        t.amount AS quoted, t.rate,
        (SELECT SUM(y.amount) FROM disbursement y WHERE y.referralId = r.id AND y.state = 'confirmed') AS confirmed`,
      params: consented.params,
    };
  }
}

function sheetRow(row: Row, say: Say, actor: Actor): RowInput {
  const disclosed = disclosureStage(row.state, Number(row.consented) === 1);
  const all = { enterprise: row.enterprise, amount: numberOf(row.amount) };
  const known: Partial<typeof all> =
    actor.organisationKind === 'institution' ? disclose(all, disclosed ?? 'ended') : all;
  const [sentAt, answeredAt] = [toInstant(row.sentAt), toInstant(row.answeredAt)];
  const hours = sentAt && answeredAt ? (answeredAt.getTime() - sentAt.getTime()) / HOUR : null;
  return {
    number: row.number,
    enterprise: known.enterprise ?? null,
    institution: row.institution,
    product: row.product,
    amount: known.amount ?? null,
    state: say(`referral.status.${referralStatus(row.state, row.stage, disclosed).code}`),
    handler: row.handler,
    sentAt,
    seenAt: toInstant(row.seenAt),
    answeredAt,
    answerHours: hours === null ? null : Math.round(hours * 10) / 10,
    quoted: numberOf(row.quoted),
    rate: row.rate,
    confirmed: numberOf(row.confirmed),
  };
}
