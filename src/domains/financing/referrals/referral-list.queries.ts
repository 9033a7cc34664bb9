import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { nameKey } from '../../../directory/organisations.js';
import type { ReferralState } from '../../../matchmaking/lifecycle.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { allOf, among, containing, equals, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import type { Stage } from '../deals/deal.entity.js';
import { disclose, disclosureStage, type DisclosureStage } from './disclosure.js';

/** `all`: whatever became of them. */
export const referralTabs = ['consent', 'waiting', 'working', 'quoted', 'chosen', 'done', 'ended', 'all'] as const;
export type ReferralTab = (typeof referralTabs)[number];

export interface ReferralFilter {
  readonly tab?: ReferralTab | null;
  readonly institutionId?: string | null;
  readonly overdue?: boolean;
  /** Part of a name (of the enterprise; for the centre also of the institution), or of the number. */
  readonly word?: string | null;
}

export interface ReferralRow {
  readonly id: string;
  readonly state: ReferralState;
  readonly stage: Stage;
  readonly disclosed: DisclosureStage | null;
  readonly number: string;
  readonly product: string;
  readonly institution: string;
  readonly handler: string | null;
  readonly enterprise?: string;
  readonly financingKind?: string | null;
  readonly amount?: number | null;
  readonly termMonths?: number | null;
  /** The next thing that is due, and whose it is. */
  readonly dueKind: string | null;
  readonly dueAt: Date | null;
  readonly paused: boolean;
  readonly dueFrom: 'institution' | 'other';
}

const TAB = `CASE WHEN r.state = 'awaiting-consent' THEN 'consent' WHEN r.state = 'sent' THEN 'waiting'
  WHEN r.state = 'accepted' AND fr.stage = 'quoted' THEN 'quoted' WHEN r.state = 'accepted' THEN 'working'
  WHEN r.state = 'agreed' THEN 'chosen' WHEN r.state = 'fulfilled' THEN 'done' ELSE 'ended' END`;
/** Tables of the list; aliases: r referral, d demand, n need, e enterprise, b institution, o product, fr stage, u handler, dl what is due next. */
export const REFERRAL_FROM = `referral r JOIN demand d ON d.id = r.demandId JOIN organisation e ON e.id = d.organisationId
  JOIN organisation b ON b.id = r.recipientOrganisationId JOIN offer o ON o.id = r.offerId
  JOIN financing_need n ON n.demandId = r.demandId JOIN financing_referral fr ON fr.referralId = r.id
  LEFT JOIN user_account u ON u.id = r.handlerId
  LEFT JOIN deadline dl ON dl.id = (SELECT x.id FROM deadline x WHERE x.referralId = r.id AND x.doneAt IS NULL
    ORDER BY CASE WHEN x.pausedAt IS NULL THEN 0 ELSE 1 END, x.dueAt, x.id LIMIT 1)`;

const ORDER = `CASE WHEN dl.dueAt IS NULL THEN 1 WHEN dl.pausedAt IS NULL THEN 0 ELSE 2 END, dl.dueAt, r.createdAt DESC, r.id`;

/** Referrals as lists: each row passes through the same table of what an institution may see as the page itself. */
@Injectable()
export class ReferralList {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
  ) {}

  async counts(actor: Actor, filter: ReferralFilter): Promise<Record<ReferralTab, number>> {
    const { sql, params } = this.statement(actor, { ...filter, tab: null });
    const rows = await this.db.select<{ tab: ReferralTab; count: number | string }>(
      `SELECT ${TAB} AS tab, COUNT(*) AS count FROM ${REFERRAL_FROM} WHERE ${sql} GROUP BY tab`,
      params,
    );
    const counts = Object.fromEntries(referralTabs.map((tab) => [tab, 0])) as Record<ReferralTab, number>;
    for (const { tab, count } of rows) {
      counts[tab] = Number(count);
      counts.all += Number(count);
    }
    return counts;
  }

  async page(actor: Actor, filter: ReferralFilter, size: number, page: number): Promise<ReferralRow[]> {
    const { sql, params, order } = this.statement(actor, filter);
    const consented = this.consented();
    const rows = await this.db.select<Record<string, string | number | Date | null>>(
      `SELECT r.id, r.state, fr.stage, d.number, o.title AS product, b.name AS institution, u.name AS handler,
        e.name AS enterprise, n.financingKind, n.amount, n.termMonths, dl.kind AS dueKind, dl.dueAt, dl.pausedAt,
        CASE WHEN dl.ownerOrganisationId = r.recipientOrganisationId THEN 1 ELSE 0 END AS dueHere,
        CASE WHEN ${consented.sql} THEN 1 ELSE 0 END AS consented
       FROM ${REFERRAL_FROM} WHERE ${sql} ORDER BY ${order.sql}
       LIMIT ${Math.trunc(size)} OFFSET ${Math.trunc(size * (page - 1))}`,
      [...consented.params, ...params, ...order.params],
    );
    return rows.map((row) => rowOf(row, actor));
  }

  /**
   * All rows of the list, as `page` cuts them up. What is due first comes first; what is not due at all comes last, latest
   * first. `ids`: of these only the ticked ones.
   */
  statement(
    actor: Actor,
    filter: ReferralFilter,
    ids: readonly string[] | null = null,
  ): Condition & { order: Condition } {
    const overdue = 'dl.dueAt < ? AND dl.pausedAt IS NULL AND dl.ownerOrganisationId = r.recipientOrganisationId';
    const condition = allOf([
      { sql: "r.domain = 'financing'", params: [] },
      this.visible(actor),
      ...equals({
        [TAB]: filter.tab === 'all' ? null : filter.tab,
        'r.recipientOrganisationId': filter.institutionId,
      }),
      filter.overdue ? { sql: overdue, params: [this.clock.now()] } : null,
      filter.word ? this.worded(actor, filter.word) : null,
      ids && among('r.id', ids),
    ]);
    return { ...condition, order: { sql: ORDER, params: [] } };
  }

  /** Institutions that were referred to, for the filter. */
  async institutions(actor: Actor): Promise<{ id: string; name: string }[]> {
    const { sql, params } = this.visible(actor);
    return this.db.select(
      `SELECT id, name FROM organisation WHERE id IN (SELECT r.recipientOrganisationId FROM referral r WHERE r.domain = 'financing' AND ${sql}) ORDER BY name`,
      params,
    );
  }

  /** Numbers and institutions of a few referrals, for a report about them. */
  async named(
    ids: readonly string[],
  ): Promise<Map<string, { number: string | null; institution: string | null; href: string }>> {
    const marks = ids.map(() => '?').join();
    const rows = await this.db.select<{ id: string; number: string | null; institution: string | null }>(
      `SELECT r.id, d.number, b.name AS institution FROM referral r JOIN demand d ON d.id = r.demandId
        JOIN organisation b ON b.id = r.recipientOrganisationId WHERE r.id IN (${marks})
       UNION ALL SELECT d.id, d.number, NULL FROM demand d WHERE d.id IN (${marks})`,
      [...ids, ...ids],
    );
    const href = ({ id, institution }: (typeof rows)[number]) =>
      `/financing/${institution === null ? 'needs' : 'referrals'}/${id}`;
    return new Map(rows.map((row) => [row.id, { number: row.number, institution: row.institution, href: href(row) }]));
  }

  /** An institution must not learn by searching whose need an ended referral was. */
  private worded(actor: Actor, word: string): Condition {
    const [name, number] = [containing(nameKey(word)), containing(nameKey(word).toUpperCase())];
    if (actor.organisationKind === 'institution') {
      const open = this.open();
      return {
        sql: `d.number LIKE ? OR (e.searchText LIKE ? AND ${open.sql})`,
        params: [number, name, ...open.params],
      };
    }
    return { sql: 'd.number LIKE ? OR e.searchText LIKE ? OR b.searchText LIKE ?', params: [number, name, name] };
  }

  /** True while the receiver of `r` may know whose need it is: the referral is open or done, and the consent holds. */
  open(): Condition {
    const consented = this.consented();
    return {
      sql: `r.state IN ('sent', 'accepted', 'agreed', 'fulfilled') AND ${consented.sql}`,
      params: consented.params,
    };
  }

  /** What was sent stays on its receiver's list, also when it was taken back: by its number alone. */
  visible(actor: Actor): Condition {
    if (actor.organisationKind !== 'institution') return this.visibility.referralsOf(actor);
    return { sql: 'r.recipientOrganisationId = ? AND r.sentAt IS NOT NULL', params: [actor.organisationId] };
  }

  /** True while the receiver of `r` has a valid consent. */
  consented(): Condition {
    return {
      sql: `EXISTS (SELECT 1 FROM consent c WHERE c.demandId = r.demandId AND c.receiverOrganisationId = r.recipientOrganisationId
        AND c.purpose = 'referral' AND c.withdrawnAt IS NULL AND c.expiresOn >= ?)`,
      params: [this.clock.today()],
    };
  }
}

function rowOf(row: Record<string, string | number | Date | null>, actor: Actor): ReferralRow {
  const disclosed = disclosureStage(row['state'] as ReferralState, Number(row['consented']) === 1);
  const number = (value: unknown) => (value === null ? null : Number(value));
  const all = {
    number: String(row['number']),
    product: String(row['product']),
    enterprise: String(row['enterprise']),
    financingKind: row['financingKind'] as string | null,
    amount: number(row['amount']),
    termMonths: number(row['termMonths']),
  };
  const known = actor.organisationKind === 'institution' ? disclose(all, disclosed ?? 'ended') : all;
  return {
    ...known,
    number: all.number,
    product: all.product,
    id: String(row['id']),
    state: row['state'] as ReferralState,
    stage: row['stage'] as Stage,
    disclosed,
    institution: String(row['institution']),
    handler: row['handler'] as string | null,
    dueKind: row['dueKind'] as string | null,
    dueAt: toInstant(row['dueAt'] as Date | string | null),
    paused: row['pausedAt'] !== null,
    dueFrom: Number(row['dueHere']) === 1 ? 'institution' : 'other',
  };
}
