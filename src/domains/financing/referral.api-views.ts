import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { referralStates, type ReferralState } from '../../matchmaking/lifecycle.js';
import { Visibility } from '../../matchmaking/visibility.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { show } from '../../platform/http/api-schema.js';
import { equals, listPage, mapPage, type Condition, type Page } from '../../platform/http/paging.js';
import { Disbursement, Quote, QuoteFee, quoteStates, Signing, stages } from './deal.entity.js';
import { disclosureStage, mayDisclose, type DisclosedField } from './disclosure.js';
import type { ReferralQuery } from './referral.api-forms.js';

export const referralItem = show.object({
  id: show.id,
  number: show.maybe(show.text),
  needId: show.maybe({ ...show.text, description: 'null for the institution: it knows referrals, not needs' }),
  enterprise: show.maybe({ ...show.text, description: 'null for an institution without a valid consent' }),
  institution: show.object({ id: show.id, name: show.text }),
  offer: show.object({ id: show.id, number: show.text, title: show.text }),
  tierKey: show.maybe(show.text),
  amount: show.maybe(show.money),
  attempt: show.count,
  state: show.code(referralStates),
  stage: show.code(stages),
  createdAt: show.instant,
  sentAt: show.maybe(show.instant),
  seenAt: show.maybe(show.instant),
  answeredAt: show.maybe(show.instant),
  closedAt: show.maybe(show.instant),
  version: show.count,
});

export const quoteRecord = show.object({
  id: show.id,
  referralId: show.id,
  amount: show.money,
  rate: show.ppm,
  pricing: show.maybe(show.text),
  termMonths: show.count,
  repayment: show.text,
  guarantee: show.text,
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
  state: show.code(['reported', 'confirmed', 'disputed']),
  confirmation: show.maybe(show.text),
});

export const dealRecord = show.object({
  quotes: show.list(quoteRecord),
  signing: show.maybe(show.object({ signedOn: show.day, amount: show.money, rate: show.ppm, termMonths: show.count })),
  disbursements: show.list(disbursementRecord),
});

interface ReferralRow {
  id: string;
  number: string | null;
  demandId: string;
  enterpriseId: string;
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
  state: string;
  stage: string;
  createdAt: Date | string;
  sentAt: Date | string | null;
  seenAt: Date | string | null;
  answeredAt: Date | string | null;
  closedAt: Date | string | null;
  version: number;
}

const columns = `d.number, r.demandId, e.id AS enterpriseId, e.name AS enterpriseName, i.id AS recipientId,
  i.name AS recipientName, o.id AS offerId, o.number AS offerNumber, o.title AS offerTitle, r.tierKey,
  r.quantity AS amount, r.attempt, r.state, f.stage, r.createdAt, r.sentAt, r.seenAt, r.answeredAt, r.closedAt, r.version,
  (SELECT COUNT(*) FROM consent c WHERE c.demandId = r.demandId AND c.receiverOrganisationId = r.recipientOrganisationId
     AND c.purpose = 'referral' AND c.withdrawnAt IS NULL AND c.expiresOn >= ?) AS consented`;

const tables = `referral r
  JOIN financing_referral f ON f.referralId = r.id
  JOIN demand d ON d.id = r.demandId
  JOIN organisation e ON e.id = d.organisationId
  JOIN organisation i ON i.id = r.recipientOrganisationId
  JOIN offer o ON o.id = r.offerId`;

const iso = (instant: Date | string | null): string | null => toInstant(instant)?.toISOString() ?? null;

/** Referrals as programs see them. No contact data on any stage: people read that, and each look is recorded. */
@Injectable()
export class ReferralApiViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
  ) {}

  async list(actor: Actor, query: ReferralQuery): Promise<Page<{ id: string }>> {
    return this.page(actor, query, equals({ 'r.state': query.state, 'f.stage': query.stage }));
  }

  /** All of one demand: there are never more than a few. */
  async ofDemand(actor: Actor, demandId: string): Promise<readonly { id: string }[]> {
    const query = { limit: 100, cursor: null };
    return (await this.page(actor, query, equals({ 'r.demandId': demandId }))).items;
  }

  /** @param id of a referral the caller was let see */
  async record(actor: Actor, id: string): Promise<{ id: string } | undefined> {
    const query = { limit: 1, cursor: null };
    return (await this.page(actor, query, equals({ 'r.id': id }))).items[0];
  }

  private async page(actor: Actor, query: { limit: number | null; cursor: string | null }, where: Condition[]) {
    const listing = {
      columns,
      columnParams: [this.clock.today()],
      from: tables,
      key: 'r.id',
      where: [{ sql: "r.domain = 'financing'", params: [] }, this.visibility.referralsOf(actor), ...where],
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

  async deal(referralId: string): Promise<object> {
    const signing = await this.db.repo(Signing).findOneBy({ referralId });
    const payouts = await this.db.repo(Disbursement).find({ where: { referralId }, order: { reportedAt: 'ASC' } });
    return {
      quotes: await this.quotes({ referralId }),
      signing: signing && {
        signedOn: signing.signedOn,
        amount: signing.amount,
        rate: signing.rate,
        termMonths: signing.termMonths,
      },
      disbursements: payouts.map(disbursementView),
    };
  }
}

export const disbursementView = ({ id, amount, rate, paidOn, state, confirmation }: Disbursement): object => ({
  ...{ id, amount, rate, paidOn, state, confirmation },
});

function referralView(actor: Actor, row: ReferralRow) {
  const recipient = actor.organisationKind !== 'centre' && actor.organisationId !== row.enterpriseId;
  const stage = disclosureStage(row.state as ReferralState, Number(row.consented) > 0) ?? 'ended';
  const shown = (field: DisclosedField) => !recipient || mayDisclose(field, stage);
  return {
    id: row.id,
    number: row.number,
    needId: recipient ? null : row.demandId,
    enterprise: shown('enterprise') ? row.enterpriseName : null,
    institution: { id: row.recipientId, name: row.recipientName },
    offer: { id: row.offerId, number: row.offerNumber, title: row.offerTitle },
    tierKey: row.tierKey,
    amount: shown('amount') ? Number(row.amount) : null,
    attempt: row.attempt,
    state: row.state,
    stage: row.stage,
    createdAt: iso(row.createdAt),
    sentAt: iso(row.sentAt),
    seenAt: iso(row.seenAt),
    answeredAt: iso(row.answeredAt),
    closedAt: iso(row.closedAt),
    version: row.version,
  };
}
