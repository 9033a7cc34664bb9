import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referral } from '../../matchmaking/referral.entity.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { Answering } from './answering.service.js';
import { Disbursement, FinancingReferral, Quote, QuoteFee, Signing } from './deal.entity.js';
import { Needs } from './needs.service.js';
import { OfferCapacity } from '../../matchmaking/offer-capacity.js';
import type { ConfirmationForm, PayoutForm, SigningForm } from './answering.forms.js';

/** The fields of the forms as plain data: the API hands over the same. */
export type SigningInput = Pick<SigningForm, 'contractTail' | 'signedOn' | 'amount' | 'rate' | 'termMonths'> & {
  onBehalf?: string | null;
};
export type PayoutInput = Pick<PayoutForm, 'amount' | 'rate' | 'paidOn'> & { onBehalf?: string | null };

/** From the choice to the money: one quote chosen, signed, paid out in one or more parts, each confirmed (F10, F11). */
@Injectable()
export class Deals {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly needs: Needs,
    private readonly answering: Answering,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly capacity: OfferCapacity,
  ) {}

  async quotesOf(demandId: string): Promise<{ quote: Quote; fees: QuoteFee[] }[]> {
    const quotes = await this.db.repo(Quote).find({ where: { demandId }, order: { quotedAt: 'ASC' } });
    const fees =
      quotes.length > 0
        ? await this.db.repo(QuoteFee).find({ where: { quoteId: In(quotes.map(({ id }) => id)) } })
        : [];
    return quotes.map((quote) => ({ quote, fees: fees.filter((fee) => fee.quoteId === quote.id) }));
  }

  /**
   * The enterprise's one choice. Decided by `chosenQuoteId IS NULL` in the update, not by a read: of two clicks at once
   * one wins. The other open referrals are told and closed as not chosen.
   */
  async choose(actor: Actor, demandId: string, quoteId: string): Promise<void> {
    await this.needs.require(actor, demandId);
    await this.db.transaction(() => this.chooseNow(actor, demandId, quoteId));
  }

  private async chooseNow(actor: Actor, demandId: string, quoteId: string): Promise<void> {
    await this.lifecycle.hold(demandId);
    const { demand, need } = await this.needs.require(actor, demandId);
    if (demand.organisationId !== actor.organisationId) throw new Problem('forbidden');
    if (need.chosenQuoteId !== null) throw new Problem('already-chosen');
    const quote = await this.db.repo(Quote).findOneBy({ id: quoteId, demandId });
    if (!quote) throw new Problem('not-found');
    if (quote.state !== 'open') throw new Problem('state-changed', { state: quote.state });
    if (quote.validUntil < this.clock.today()) throw new Problem('quote-expired', { day: quote.validUntil });
    const referral = await this.db.repo(Referral).findOneByOrFail({ id: quote.referralId });
    const won = await this.db.execute(
      'UPDATE financing_need SET chosenQuoteId = ? WHERE demandId = ? AND chosenQuoteId IS NULL',
      [quoteId, demandId],
    );
    if (won !== 1) throw new Problem('already-chosen');
    await this.capacity.take(referral.offerId, quote.amount);
    await this.lifecycle.referral(actor, referral, 'agree');
    await this.lifecycle.demand(actor, demand, 'agree', { reserved: quote.amount });
    await this.db.repo(Quote).update({ id: quoteId }, { state: 'chosen' });
    await this.db.repo(Quote).update({ demandId, state: 'open' }, { state: 'declined' });
    await this.db.repo(FinancingReferral).update({ referralId: referral.id }, { stage: 'chosen' });
    await this.deadlines.finish({ demandId }, ['choose-quote', 'grant-consent']);
    for (const other of await this.referrals.openOf(demandId)) {
      if (other.id !== referral.id) await this.referrals.end(actor, demand, other, 'not-choose');
    }
    await this.deadlines.start({
      kind: 'sign',
      demandId,
      referralId: referral.id,
      ownerOrganisationId: referral.recipientOrganisationId,
      ownerUserId: referral.handlerId,
    });
    await this.tellBank(demand, referral, 'quote-chosen');
  }

  async sign(actor: Actor, referralId: string, { onBehalf = null, ...input }: SigningInput): Promise<void> {
    const note = this.behalf(actor, onBehalf);
    this.notInFuture(input.signedOn, 'signedOn');
    await this.inTurn(actor, referralId, async ({ referral, demand }) => {
      if (await this.db.repo(Signing).existsBy({ referralId })) throw new Problem('duplicate');
      await this.db
        .repo(Signing)
        .insert({ ...input, referralId, demandId: demand.id, reportedBy: actor.userId, reportedAt: this.clock.now() });
      await this.db.repo(FinancingReferral).update({ referralId }, { stage: 'signed' });
      await this.deadlines.finish({ referralId }, ['sign']);
      await this.deadlines.start({
        kind: 'report-payout',
        demandId: demand.id,
        referralId,
        ownerOrganisationId: referral.recipientOrganisationId,
        ownerUserId: referral.handlerId,
      });
      await this.audit.record(actor, {
        action: 'deal.sign',
        type: 'demand',
        id: demand.id,
        after: { referral: referralId },
        ...note,
      });
      await this.tellEnterprise(demand, referral, 'loan-signed');
    });
  }

  /** One payout; a loan may be paid in several. The sum never passes the contract. */
  async reportPayout(
    actor: Actor,
    referralId: string,
    { onBehalf = null, ...input }: PayoutInput,
  ): Promise<Disbursement> {
    const note = this.behalf(actor, onBehalf);
    this.notInFuture(input.paidOn, 'paidOn');
    return this.inTurn(actor, referralId, async ({ referral, demand }) => {
      const signing = await this.signingOf(referralId);
      this.withinContract(signing.amount - (await this.paid(referralId)), input.amount);
      const payout = this.db.repo(Disbursement).create({
        ...input,
        id: newId(),
        referralId,
        demandId: demand.id,
        state: 'reported',
        confirmation: null,
        confirmationNote: null,
        reportedBy: actor.userId,
        reportedAt: this.clock.now(),
        confirmedBy: null,
        confirmedAt: null,
      });
      await this.db.repo(Disbursement).insert(payout);
      await this.db.repo(FinancingReferral).update({ referralId }, { stage: 'paying' });
      await this.deadlines.finish({ referralId }, ['report-payout']);
      await this.deadlines.start({
        kind: 'confirm-payout',
        demandId: demand.id,
        referralId,
        ownerOrganisationId: demand.organisationId,
      });
      await this.audit.record(actor, {
        action: 'payout.report',
        type: 'demand',
        id: demand.id,
        after: { referral: referralId, payout: payout.id, amount: payout.amount },
        ...note,
      });
      await this.tellEnterprise(demand, referral, 'disbursement-to-confirm');
      return payout;
    });
  }

  /** The reporter puts right a payout that the enterprise disputed; it is asked again. */
  async correctPayout(
    actor: Actor,
    referralId: string,
    payoutId: string,
    { onBehalf = null, ...input }: PayoutInput,
  ): Promise<void> {
    const note = this.behalf(actor, onBehalf);
    this.notInFuture(input.paidOn, 'paidOn');
    await this.inTurn(actor, referralId, async ({ referral, demand }) => {
      const before = await this.db.repo(Disbursement).findOneBy({ id: payoutId, referralId });
      if (!before) throw new Problem('not-found');
      const signing = await this.signingOf(referralId);
      const others = (await this.paid(referralId)) - before.amount;
      this.withinContract(signing.amount - others, input.amount);
      const changed = await this.db.execute(
        "UPDATE disbursement SET amount = ?, rate = ?, paidOn = ?, state = 'reported' WHERE id = ? AND state = 'disputed'",
        [input.amount, input.rate, input.paidOn, payoutId],
      );
      if (changed !== 1) throw new Problem('state-changed', { state: before.state });
      await this.deadlines.start({
        kind: 'confirm-payout',
        demandId: demand.id,
        referralId,
        ownerOrganisationId: demand.organisationId,
      });
      await this.audit.record(actor, {
        action: 'payout.correct',
        type: 'demand',
        id: demand.id,
        before: { referral: referralId, payout: payoutId, amount: before.amount, rate: before.rate },
        after: { amount: input.amount, rate: input.rate },
        ...note,
      });
      await this.tellEnterprise(demand, referral, 'disbursement-to-confirm');
    });
  }

  private async signingOf(referralId: string): Promise<Signing> {
    const signing = await this.db.repo(Signing).findOneBy({ referralId });
    if (!signing) throw new Problem('not-signed');
    return signing;
  }

  private withinContract(left: number, amount: number): void {
    if (amount <= left) return;
    throw new Problem('validation', {}, [
      { field: 'amount', code: 'over-contract', params: { left: left / 1_000_000 } },
    ]);
  }

  /** Only what the enterprise confirms counts. A dispute goes to the officer and keeps the case open. */
  async confirmPayout(actor: Actor, demandId: string, payoutId: string, input: ConfirmationForm): Promise<void> {
    const looked = await this.needs.require(actor, demandId);
    const note = this.behalf(actor, input.onBehalf ?? null);
    if (!note && looked.demand.organisationId !== actor.organisationId) throw new Problem('forbidden');
    const state = input.confirmation === 'same' ? 'confirmed' : 'disputed';
    await this.db.transaction(async () => {
      const demand = await this.lifecycle.hold(demandId);
      const payout = await this.db.repo(Disbursement).findOneBy({ id: payoutId, demandId });
      if (!payout) throw new Problem('not-found');
      const changed = await this.db.execute(
        "UPDATE disbursement SET state = ?, confirmation = ?, confirmationNote = ?, confirmedBy = ?, confirmedAt = ? WHERE id = ? AND state IN ('reported', 'disputed')",
        [state, input.confirmation, input.note, actor.userId, this.clock.now(), payoutId],
      );
      if (changed !== 1) throw new Problem('state-changed', { state: payout.state });
      await this.audit.record(actor, {
        action: `payout.${state}`,
        type: 'demand',
        id: demandId,
        after: { referral: payout.referralId, payout: payoutId, confirmation: input.confirmation },
        ...note,
      });
      const waiting = await this.db.repo(Disbursement).existsBy({ referralId: payout.referralId, state: 'reported' });
      if (!waiting) await this.deadlines.finish({ referralId: payout.referralId }, ['confirm-payout']);
      const referral = await this.db.repo(Referral).findOneByOrFail({ id: payout.referralId });
      await this.tellBank(demand, referral, `disbursement-${state}`);
      if (state === 'disputed' && demand.officerId)
        await this.needs.tell(demand, 'disbursement-disputed', { userIds: [demand.officerId] }, {}, referral.id);
      if (state === 'confirmed') await this.completeIfPaid(actor, demand, referral);
    });
  }

  /** The centre may record for either side what it was told, and says how it knows; it stays in the audit trail. */
  private behalf(actor: Actor, reason: string | null): { note: string } | null {
    if (actor.organisationKind !== 'centre') return null;
    if (reason === null) throw new Problem('validation', {}, [{ field: 'onBehalf', code: 'required', params: {} }]);
    return { note: reason };
  }

  private async completeIfPaid(actor: Actor, demand: Demand, referral: Referral): Promise<void> {
    if (referral.state !== 'agreed') return; // its consent was withdrawn since: the money is noted, the need is open again
    const signing = await this.db.repo(Signing).findOneByOrFail({ referralId: referral.id });
    if ((await this.paid(referral.id, 'confirmed')) < signing.amount) return;
    await this.lifecycle.referral(actor, referral, 'fulfil');
    await this.lifecycle.demand(actor, demand, 'fulfil', { closedAt: this.clock.now() });
    await this.db.repo(FinancingReferral).update({ referralId: referral.id }, { stage: 'confirmed' });
    await this.deadlines.finishAll({ demandId: demand.id });
  }

  private async paid(referralId: string, state?: 'confirmed'): Promise<number> {
    const [row] = await this.db.select<{ total: string | number | null }>(
      `SELECT SUM(amount) AS total FROM disbursement WHERE referralId = ? ${state ? "AND state = 'confirmed'" : ''}`,
      [referralId],
    );
    return Number(row?.total ?? 0);
  }

  private notInFuture(day: string, name: string): void {
    if (day > this.clock.today())
      throw new Problem('validation', {}, [{ field: name, code: 'day-future', params: {} }]);
  }

  /** A referral that is agreed now, with nobody else acting on its need until the work is done. */
  private async inTurn<T>(
    actor: Actor,
    referralId: string,
    work: (found: Awaited<ReturnType<Deals['agreed']>>) => Promise<T>,
  ): Promise<T> {
    const { demand } = await this.agreed(actor, referralId);
    return this.db.transaction(async () => {
      await this.lifecycle.hold(demand.id);
      return work(await this.agreed(actor, referralId));
    });
  }

  private async agreed(actor: Actor, referralId: string) {
    const found = await this.answering.require(actor, referralId);
    const recipient = actor.organisationId === found.referral.recipientOrganisationId;
    if (!recipient && actor.organisationKind !== 'centre') throw new Problem('forbidden');
    if (found.referral.state !== 'agreed') throw new Problem('state-changed', { state: found.referral.state });
    return found;
  }

  private async tellEnterprise(demand: Demand, referral: Referral, kind: string): Promise<void> {
    const institution = await this.needs.nameOf(referral.recipientOrganisationId);
    const to = { organisationId: demand.organisationId, permission: 'financing.need.read' };
    await this.needs.tell(demand, kind, to, { institution }, referral.id);
  }

  private async tellBank(demand: Demand, referral: Referral, kind: string): Promise<void> {
    const to = referral.handlerId
      ? { userIds: [referral.handlerId] }
      : { organisationId: referral.recipientOrganisationId, permission: 'financing.referral.answer' };
    await this.needs.tell(demand, kind, to, {}, referral.id);
  }
}
