import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Contracts } from './contracts.service.js';
import { DealCompletion } from './deal-completion.js';
import { Disbursement, FinancingReferral } from './deal.entity.js';
import type { ConfirmationForm, PayoutForm } from './deal.forms.js';
import { Needs } from '../needs/needs.service.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { onBehalf } from '../../../matchmaking/on-behalf.js';

export type PayoutInput = Pick<PayoutForm, 'amount' | 'rate' | 'paidOn'> & { onBehalf?: string | null };

/** The money: reported in one or more payouts, each confirmed or disputed by the enterprise (F11). */
@Injectable()
export class Payouts {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly needs: Needs,
    private readonly turn: ReferralTurn,
    private readonly contracts: Contracts,
    private readonly completion: DealCompletion,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly voice: CaseVoice,
    private readonly organisations: Organisations,
  ) {}

  /** One payout; a loan may be paid in several. The sum never passes the contract. */
  async report(actor: Actor, referralId: string, { onBehalf: knows, ...input }: PayoutInput): Promise<Disbursement> {
    const note = onBehalf(actor, knows);
    notInFuture(this.clock, input.paidOn, 'paidOn');
    return this.turn.asDealer(actor, referralId, async ({ referral, demand }) => {
      const signing = await this.contracts.of(referralId);
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
      await this.completion.askToConfirm(demand, referralId);
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
  async correct(
    actor: Actor,
    referralId: string,
    payoutId: string,
    { onBehalf: knows, ...input }: PayoutInput,
  ): Promise<void> {
    const note = onBehalf(actor, knows);
    notInFuture(this.clock, input.paidOn, 'paidOn');
    await this.turn.asDealer(actor, referralId, async ({ referral, demand }) => {
      const before = await this.db.repo(Disbursement).findOneBy({ id: payoutId, referralId });
      if (!before) throw new Problem('not-found');
      const signing = await this.contracts.of(referralId);
      const others = (await this.completion.sums(referralId)).reported - before.amount;
      this.withinContract(signing.amount - others, input.amount);
      const changed = await this.db.execute(
        "UPDATE disbursement SET amount = ?, rate = ?, paidOn = ?, state = 'reported' WHERE id = ? AND state = 'disputed'",
        [input.amount, input.rate, input.paidOn, payoutId],
      );
      if (changed !== 1) throw new Problem('state-changed', { state: before.state });
      await this.completion.askToConfirm(demand, referralId);
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

  private withinContract(left: number, amount: number): void {
    if (amount <= left) return;
    throw new Problem('validation', {}, [
      { field: 'amount', code: 'over-contract', params: { left: left / 1_000_000 } },
    ]);
  }

  /** Only what the enterprise confirms counts. A dispute goes to the officer and keeps the case open. */
  async confirm(actor: Actor, demandId: string, payoutId: string, input: ConfirmationForm): Promise<void> {
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
      await this.voice.recipient(demand, referral, `disbursement-${state}`);
      if (state === 'disputed') await this.voice.officer(demand, 'disbursement-disputed', {}, referral.id);
      if (state === 'confirmed') await this.completion.completeIfPaid(actor, demand, referral);
    });
  }

  private async tellEnterprise(demand: Demand, { id, recipientOrganisationId }: Referral, kind: string): Promise<void> {
    const institution = await this.organisations.nameOf(recipientOrganisationId);
    await this.voice.enterprise(demand, kind, { institution, referralId: id });
  }
}
