import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays, businessZone, instantAt, isDay } from '../../kernel/day.js';
import { referralStates, type ReferralState } from '../../matchmaking/lifecycle.js';
import { Visibility } from '../../matchmaking/visibility.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { ExportKinds, type ExportFilter, type Say } from '../../platform/exports/export-kinds.js';
import type { RowInput } from '../../platform/spreadsheet/workbook-spec.js';
import { disclosureStage, mayDisclose, type DisclosedField } from './disclosure.js';
import { like, listOf, marks } from './need-filter.js';
import { numberOf } from './need-export.js';
import { nameKey } from '../../directory/organisations.js';

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
  handler: string | null;
  sentAt: string | null;
  seenAt: string | null;
  answeredAt: string | null;
  consented: unknown;
  quoted: string | number | null;
  rate: number | null;
  confirmed: string | number | null;
}

const FROM = `referral r JOIN demand d ON d.id = r.demandId JOIN organisation o ON o.id = d.organisationId
  JOIN organisation i ON i.id = r.recipientOrganisationId JOIN offer f ON f.id = r.offerId`;
const HOUR = 3_600_000;
const CONSENTED = `(SELECT COUNT(*) FROM consent c WHERE c.demandId = r.demandId
  AND c.receiverOrganisationId = r.recipientOrganisationId AND c.purpose = 'referral' AND c.withdrawnAt IS NULL
  AND c.expiresOn >= ?)`;
const isRecipient = (actor: Actor): boolean => actor.organisationKind === 'institution';

/** Referrals the actor may see: the centre all, an institution its own. Filters: q, state, from, to (sent on), id. */
@Injectable()
export class ReferralExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'financing.referrals',
      permission: 'financing.referral.read',
      columns,
      count: (actor, filter) => this.count(actor, filter),
      rows: (actor, filter, say) => this.rows(actor, filter, say),
    });
  }

  private condition(actor: Actor, query: ExportFilter): { sql: string; params: unknown[] } {
    const seen = this.visibility.referralsOf(actor);
    const parts = ["r.domain = 'financing'", seen.sql];
    const params: unknown[] = [...seen.params];
    const states = listOf(query['state']).filter((state) => (referralStates as readonly string[]).includes(state));
    if (states.length > 0) {
      parts.push(`r.state IN (${marks(states)})`);
      params.push(...states);
    }
    const [q] = listOf(query['q']);
    if (q) {
      // An institution must not learn by searching whose need an ended referral was.
      const open = isRecipient(actor)
        ? {
            sql: `r.state IN ('sent', 'accepted', 'agreed', 'fulfilled') AND ${CONSENTED} > 0`,
            params: [this.clock.today()],
          }
        : { sql: '1 = 1', params: [] };
      parts.push(`((o.nameKey LIKE ? AND ${open.sql}) OR i.nameKey LIKE ? OR d.number LIKE ?)`);
      params.push(like(nameKey(q)), ...open.params, like(nameKey(q)), like(q.toUpperCase()));
    }
    const [from, to] = [query['from'], query['to']];
    if (isDay(from)) {
      parts.push('r.sentAt >= ?');
      params.push(instantAt(from, '00:00', businessZone));
    }
    if (isDay(to)) {
      parts.push('r.sentAt < ?');
      params.push(instantAt(addDays(to, 1), '00:00', businessZone));
    }
    if (query['id'] !== undefined) {
      const ids = listOf(query['id']);
      parts.push(ids.length > 0 ? `r.id IN (${marks(ids)})` : '1 = 0');
      params.push(...ids);
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
      `SELECT d.number, o.name AS enterprise, i.name AS institution, f.title AS product, r.quantity AS amount, r.state,
              ${CONSENTED} AS consented, h.name AS handler, r.sentAt, r.seenAt, r.answeredAt, t.amount AS quoted, t.rate,
              (SELECT SUM(b.amount) FROM disbursement b WHERE b.referralId = r.id AND b.state = 'confirmed') AS confirmed
         FROM ${FROM} LEFT JOIN user_account h ON h.id = r.handlerId
         LEFT JOIN quote t ON t.referralId = r.id AND t.state IN ('open', 'chosen')
        WHERE ${sql} ORDER BY r.createdAt DESC, r.id DESC`,
      [this.clock.today(), ...params],
    );
    return rows.map(({ consented, ...row }) => {
      const stage = disclosureStage(row.state, Number(consented) > 0) ?? 'ended';
      const shown = (field: DisclosedField) => !isRecipient(actor) || mayDisclose(field, stage);
      const [sentAt, answeredAt] = [toInstant(row.sentAt), toInstant(row.answeredAt)];
      const hours = sentAt && answeredAt ? (answeredAt.getTime() - sentAt.getTime()) / HOUR : null;
      return {
        ...row,
        enterprise: shown('enterprise') ? row.enterprise : null,
        amount: shown('amount') ? numberOf(row.amount) : null,
        quoted: numberOf(row.quoted),
        confirmed: numberOf(row.confirmed),
        state: say(`work.referral.${row.state}`),
        sentAt,
        answeredAt,
        seenAt: toInstant(row.seenAt),
        answerHours: hours === null ? null : Math.round(hours * 10) / 10,
      };
    });
  }
}
