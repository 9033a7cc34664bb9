import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Contracts } from './contracts.service.js';
import { DealCompletion } from './deal-completion.js';
import { Signing } from './deal.entity.js';
import type { LastAnswerForm, LastPayoutForm } from './last-payout.forms.js';
import { onBehalf } from '../../../matchmaking/on-behalf.js';

/**
 * A loan that is paid out below its contract: the institution declares that nothing more will come, with the reason, and
 * the enterprise's yes (to the payouts still open, or to the sum) closes the deal with what was confirmed.
 */
@Injectable()
export class LastPayout {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly turn: ReferralTurn,
    private readonly contracts: Contracts,
    private readonly completion: DealCompletion,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly voice: CaseVoice,
    private readonly organisations: Organisations,
  ) {}

  /** @throws Problem `not-signed` | `payouts-none` | `payouts-ended` | `state-changed` */
  async declare(actor: Actor, referralId: string, { reason, note, ...input }: LastPayoutForm): Promise<void> {
    const knows = onBehalf(actor, input.onBehalf);
    if (reason === 'other' && !note)
      throw new Problem('validation', {}, [{ field: 'note', code: 'required', params: {} }]);
    await this.turn.asDealer(actor, referralId, async ({ referral, demand }) => {
      const signing = await this.contracts.of(referralId);
      const { reported, waiting } = await this.completion.sums(referralId);
      if (reported === 0) throw new Problem('payouts-none');
      // The contract is used up: its last payout needs no word.
      if (reported >= signing.amount) throw new Problem('state-changed', { state: referral.state });
      const end = { endReason: reason, endNote: note, endedBy: actor.userId, endedAt: this.clock.now() };
      const declared = await this.db.execute(
        'UPDATE signing SET endReason = ?, endNote = ?, endedBy = ?, endedAt = ?, endRefusal = NULL WHERE referralId = ? AND endedAt IS NULL',
        [end.endReason, end.endNote, end.endedBy, end.endedAt, referralId],
      );
      if (declared !== 1) throw new Problem('payouts-ended');
      await this.deadlines.finish({ referralId }, ['report-payout']);
      if (waiting === 0) await this.completion.askToConfirm(demand, referralId);
      await this.audit.record(actor, {
        action: 'payout.end',
        type: 'demand',
        id: demand.id,
        after: { referral: referralId, reason },
        ...knows,
      });
      const params = { institution: await this.organisations.nameOf(referral.recipientOrganisationId) };
      await this.voice.enterprise(demand, 'payouts-ended', { ...params, referralId });
      await this.voice.officer(demand, 'payouts-ended', params, referralId);
    });
  }

  /**
   * The enterprise agrees that what it confirmed was all, once no payout waits for its word; or says that more is owed: the declaration is
   * taken back, and the institution goes on or explains.
   * @throws Problem `payouts-open` | `payouts-none` | `state-changed`
   */
  async answer(actor: Actor, referralId: string, input: LastAnswerForm): Promise<void> {
    const knows = onBehalf(actor, input.onBehalf);
    await this.turn.asEnterprise(actor, referralId, async ({ referral, demand }) => {
      const signing = await this.db.repo(Signing).findOneBy({ referralId });
      if (referral.state !== 'agreed' || !signing?.endedAt)
        throw new Problem('state-changed', { state: referral.state });
      const { confirmed, waiting } = await this.completion.sums(referralId);
      const agreed = input.answer === 'agreed';
      if (agreed && waiting > 0) throw new Problem('payouts-open');
      if (agreed && confirmed === 0) throw new Problem('payouts-none');
      await this.audit.record(actor, {
        action: `payout.end-${agreed ? 'agreed' : 'refused'}`,
        type: 'demand',
        id: demand.id,
        after: { referral: referralId, reason: signing.endReason },
        ...knows,
      });
      if (agreed) {
        await this.completion.complete(actor, demand, referral, confirmed);
        await this.voice.recipient(demand, referral, 'payouts-end-agreed');
        return;
      }
      const nothing = { endReason: null, endNote: null, endedBy: null, endedAt: null };
      await this.db.repo(Signing).update({ referralId }, { ...nothing, endRefusal: input.note });
      if (waiting === 0) await this.deadlines.finish({ referralId }, ['confirm-payout']);
      await this.deadlines.start({
        kind: 'report-payout',
        demandId: demand.id,
        referralId,
        ownerOrganisationId: referral.recipientOrganisationId,
        ownerUserId: referral.handlerId,
      });
      await this.voice.recipient(demand, referral, 'payouts-end-refused');
      await this.voice.officer(demand, 'payouts-end-refused', {}, referralId);
    });
  }
}
