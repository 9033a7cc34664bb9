import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referral } from '../../matchmaking/referral.entity.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { DealCompletion } from './deal-completion.js';
import { DealTurn } from './deal-turn.js';
import { Disbursement, FinancingReferral, Quote, QuoteFee, Signing } from './deal.entity.js';
import { Needs } from './needs.service.js';
import { onBehalf } from './on-behalf.js';
import { OfferCapacity } from './offer-capacity.js';
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
    private readonly turn: DealTurn,
    private readonly completion: DealCompletion,
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
    await this.turn.tellBank(demand, referral, 'quote-chosen');
  }

  async sign(actor: Actor, referralId: string, { onBehalf: knows, ...input }: SigningInput): Promise<void> {
    const note = onBehalf(actor, knows);
    this.notInFuture(input.signedOn, 'signedOn');
    await this.turn.take(actor, referralId, async ({ referral, demand }) => {
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
      await this.turn.tellEnterprise(demand, referral, 'loan-signed');
    });
  }

  /** One payout; a loan may be paid in several. The sum never passes the contract. */
  async reportPayout(
    actor: Actor,
    referralId: string,
    { onBehalf: knows, ...input }: PayoutInput,
  ): Promise<Disbursement> {
    const note = onBehalf(actor, knows);
    this.notInFuture(input.paidOn, 'paidOn');
    return this.turn.take(actor, referralId, async ({ referral, demand }) => {
      const signing = await this.signingOf(referralId);
      if (signing.endedAt !== null) throw new Problem('payouts-ended');
      this.withinContract(signing.amount - (await this.completion.sums(referralId)).reported, input.amount);
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
      await this.turn.tellEnterprise(demand, referral, 'disbursement-to-confirm');
      return payout;
    });
  }

  /** The reporter puts right a payout that the enterprise disputed; it is asked again. */
  async correctPayout(
    actor: Actor,
    referralId: string,
    payoutId: string,
    { onBehalf: knows, ...input }: PayoutInput,
  ): Promise<void> {
    const note = onBehalf(actor, knows);
    this.notInFuture(input.paidOn, 'paidOn');
    await this.turn.take(actor, referralId, async ({ referral, demand }) => {
      const before = await this.db.repo(Disbursement).findOneBy({ id: payoutId, referralId });
      if (!before) throw new Problem('not-found');
      const signing = await this.signingOf(referralId);
      const others = (await this.completion.sums(referralId)).reported - before.amount;
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
      await this.turn.tellEnterprise(demand, referral, 'disbursement-to-confirm');
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
    const note = onBehalf(actor, input.onBehalf);
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
      await this.turn.tellBank(demand, referral, `disbursement-${state}`);
      if (state === 'disputed') await this.turn.tellOfficer(demand, referral, 'disbursement-disputed');
      if (state === 'confirmed') await this.completion.completeIfPaid(actor, demand, referral);
    });
  }

  private notInFuture(day: string, name: string): void {
    if (day > this.clock.today())
      throw new Problem('validation', {}, [{ field: name, code: 'day-future', params: {} }]);
  }
}
