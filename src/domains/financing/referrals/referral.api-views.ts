import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { referralStates, type ReferralState } from '../../../matchmaking/lifecycle.js';
import { equals, type Condition } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { iso } from '../../../platform/database/rows.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Disbursement, lastReasons, Quote, QuoteFee, quoteStates, Signing, stages } from '../deals/deal.entity.js';
import { disclose, disclosureStage, disclosureStages } from './disclosure.js';
import { ReferralList } from './referral-list.queries.js';
import { KnownRecords, knownRecord } from './referral.api-record.js';
import type { ReferralQuery } from './referral.api-forms.js';
import { ReferralViews } from './referral.views.js';

const head = {
  id: show.id,
  number: show.maybe(show.text),
  needId: show.maybe({ ...show.text, description: 'null for the institution: it knows referrals, not needs' }),
  enterprise: show.maybe({ ...show.text, description: 'null where docs/privacy.md says no' }),
  institution: show.object({ id: show.id, name: show.text }),
  offer: show.object({ id: show.id, number: show.text, title: show.text }),
  tierKey: show.maybe(show.text),
  amount: show.maybe({ ...show.money, description: 'in fen; null where docs/privacy.md says no' }),
  attempt: show.count,
  state: show.code(referralStates),
  stage: show.code(stages),
  disclosed: show.maybe({
    ...show.code(disclosureStages),
    description: 'how much the institution sees now; null: nothing yet, not even that there is a referral',
  }),
  createdAt: show.instant,
  sentAt: show.maybe(show.instant),
  seenAt: show.maybe(show.instant),
  answeredAt: show.maybe(show.instant),
  closedAt: show.maybe(show.instant),
  version: show.count,
};

export const referralItem = show.object(head);
export const referralRecord = show.object({ ...head, known: knownRecord });

export const quoteRecord = show.object({
  id: show.id,
  referralId: show.id,
  amount: show.money,
  rate: show.ppm,
  pricing: show.maybe(show.text),
  termMonths: show.count,
  repayment: show.text,
  guarantee: show.maybe({ ...show.text, description: 'null for the institution once the referral has ended' }),
  conditions: show.maybe(show.text),
  validUntil: show.day,
  state: show.code(quoteStates),
  quotedAt: show.instant,
  fees: show.list(
    show.object({ kind: show.text, amount: show.money, payee: show.text, cycle: show.text, bearer: show.text }),
  ),
});

export const disbursementRecord = show.object({
  id: show.id,
  amount: show.money,
  rate: show.ppm,
  paidOn: show.day,
  state: show.code(['reported', 'confirmed', 'disputed', 'void']),
  confirmation: show.maybe(show.text),
});

export const dealRecord = show.object({
  quotes: show.list(quoteRecord),
  signing: show.maybe(
    show.object({
      signedOn: show.day,
      amount: show.money,
      rate: show.ppm,
      termMonths: show.count,
      endReason: show.maybe({ ...show.code(lastReasons), description: 'why nothing more will be paid out' }),
    }),
  ),
  disbursements: show.list(disbursementRecord),
});

interface ReferralRow {
  id: string;
  number: string | null;
  demandId: string;
  enterpriseName: string;
  consented: unknown;
  recipientId: string;
  recipientName: string;
  offerId: string;
  offerNumber: string;
  offerTitle: string;
  tierKey: string | null;
  amount: string | number;
  attempt: number;
  state: ReferralState;
  stage: string;
  createdAt: Date | string;
  sentAt: Date | string | null;
  seenAt: Date | string | null;
  answeredAt: Date | string | null;
  closedAt: Date | string | null;
  version: number;
}

const columns = `d.number, r.demandId, e.name AS enterpriseName, i.id AS recipientId,
  i.name AS recipientName, o.id AS offerId, o.number AS offerNumber, o.title AS offerTitle, r.tierKey,
  r.quantity AS amount, r.attempt, r.state, f.stage, r.createdAt, r.sentAt, r.seenAt, r.answeredAt, r.closedAt, r.version`;

const tables = `referral r
  JOIN financing_referral f ON f.referralId = r.id
  JOIN demand d ON d.id = r.demandId
  JOIN organisation e ON e.id = d.organisationId
  JOIN organisation i ON i.id = r.recipientOrganisationId
  JOIN offer o ON o.id = r.offerId`;

/** Referrals as programs see them: what ReferralViews and the table of docs/privacy.md allow, like the pages. */
@Injectable()
export class ReferralApiViews {
  constructor(
    private readonly db: Database,
    private readonly lists: ReferralList,
    private readonly views: ReferralViews,
    private readonly known: KnownRecords,
  ) {}

  async list(actor: Actor, query: ReferralQuery): Promise<Page<{ id: string }>> {
    return this.page(actor, query, equals({ 'r.state': query.state, 'f.stage': query.stage }));
  }

  /** All of one demand: there are never more than a few. */
  async ofDemand(actor: Actor, demandId: string): Promise<readonly { id: string }[]> {
    const query = { limit: 100, cursor: null };
    return (await this.page(actor, query, equals({ 'r.demandId': demandId }))).items;
  }

  /** As in a list. @throws Problem `not-found` */
  async item(actor: Actor, id: string): Promise<{ id: string }> {
    const query = { limit: 1, cursor: null };
    const [item] = (await this.page(actor, query, equals({ 'r.id': id }))).items;
    if (!item) throw new Problem('not-found');
    return item;
  }

  /** With all that the reader may know of the need and its enterprise. @throws Problem `not-found` */
  async record(actor: Actor, id: string, locale: Locale): Promise<object> {
    const { known } = await this.views.opened(actor, id, locale);
    return { ...(await this.item(actor, id)), known: this.known.of(known, locale) };
  }

  private async page(actor: Actor, query: { limit: number | null; cursor: string | null }, where: Condition[]) {
    const consented = this.lists.consented();
    const listing = {
      columns: `${columns}, CASE WHEN ${consented.sql} THEN 1 ELSE 0 END AS consented`,
      columnParams: consented.params,
      from: tables,
      key: 'r.id',
      where: [{ sql: "r.domain = 'financing'", params: [] }, this.lists.visible(actor), ...where],
    };
    return mapPage(await listPage<ReferralRow>(this.db, listing, query), (row) => referralView(actor, row));
  }

  async quotes(of: { demandId: string } | { referralId: string }): Promise<object[]> {
    const quotes = await this.db.repo(Quote).find({ where: of, order: { quotedAt: 'ASC' } });
    if (quotes.length === 0) return [];
    const fees = await this.db.repo(QuoteFee).find({ where: { quoteId: In(quotes.map(({ id }) => id)) } });
    return quotes.map(({ demandId: _demandId, quotedBy: _quotedBy, quotedAt, ...terms }) => ({
      ...terms,
      quotedAt: quotedAt.toISOString(),
      fees: fees
        .filter((fee) => fee.quoteId === terms.id)
        .map(({ kind, amount, payee, cycle, bearer }) => ({ kind, amount, payee, cycle, bearer })),
    }));
  }

  /** An institution's own records stay with it, without free text once the referral has ended. */
  async deal(actor: Actor, referralId: string, locale: Locale): Promise<object> {
    const { side, disclosed } = await this.views.of(actor, referralId, locale);
    const wordless = side === 'recipient' && disclosed === 'ended';
    const quotes = await this.quotes({ referralId });
    const signing = await this.db.repo(Signing).findOneBy({ referralId });
    const payouts = await this.db.repo(Disbursement).find({ where: { referralId }, order: { reportedAt: 'ASC' } });
    return {
      quotes: wordless ? quotes.map((quote) => ({ ...quote, ...noWords })) : quotes,
      signing: signing && {
        signedOn: signing.signedOn,
        amount: signing.amount,
        rate: signing.rate,
        termMonths: signing.termMonths,
        endReason: signing.endReason,
      },
      disbursements: payouts.map(disbursementView),
    };
  }
}

/** What the institution typed into a quote. */
const noWords = { guarantee: null, conditions: null, pricing: null };

export const disbursementView = ({ id, amount, rate, paidOn, state, confirmation }: Disbursement): object => ({
  id,
  amount,
  rate,
  paidOn,
  state,
  confirmation,
});

function referralView(actor: Actor, row: ReferralRow) {
  const recipient = actor.organisationKind === 'institution';
  const disclosed = disclosureStage(row.state, Number(row.consented) === 1);
  const all = { enterprise: row.enterpriseName, amount: Number(row.amount) };
  const known: Partial<typeof all> = recipient ? disclose(all, disclosed ?? 'ended') : all;
  return {
    id: row.id,
    number: row.number,
    needId: recipient ? null : row.demandId,
    enterprise: known.enterprise ?? null,
    institution: { id: row.recipientId, name: row.recipientName },
    offer: { id: row.offerId, number: row.offerNumber, title: row.offerTitle },
    tierKey: row.tierKey,
    amount: known.amount ?? null,
    attempt: row.attempt,
    state: row.state,
    stage: row.stage,
    disclosed,
    createdAt: iso(row.createdAt),
    sentAt: iso(row.sentAt),
    seenAt: iso(row.seenAt),
    answeredAt: iso(row.answeredAt),
    closedAt: iso(row.closedAt),
    version: row.version,
  };
}
