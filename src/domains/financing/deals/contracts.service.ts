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
import { FinancingReferral, Signing } from './deal.entity.js';
import type { SigningForm } from './deal.forms.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { onBehalf } from '../../../matchmaking/on-behalf.js';

/** The fields of the form as plain data: the API hands over the same. */
export type SigningInput = Pick<SigningForm, 'contractTail' | 'signedOn' | 'amount' | 'rate' | 'termMonths'> & {
  onBehalf?: string | null;
};

/** The contract that follows the choice, reported by the institution or by the centre for it (F11). */
@Injectable()
export class Contracts {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly turn: ReferralTurn,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly voice: CaseVoice,
    private readonly organisations: Organisations,
  ) {}

  async sign(actor: Actor, referralId: string, { onBehalf: knows, ...input }: SigningInput): Promise<void> {
    const note = onBehalf(actor, knows);
    notInFuture(this.clock, input.signedOn, 'signedOn');
    await this.turn.asDealer(actor, referralId, async ({ referral, demand }) => {
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
      const institution = await this.organisations.nameOf(referral.recipientOrganisationId);
      await this.voice.enterprise(demand, 'loan-signed', { institution, referralId });
    });
  }

  /** @throws Problem `not-signed` */
  async of(referralId: string): Promise<Signing> {
    const signing = await this.db.repo(Signing).findOneBy({ referralId });
    if (!signing) throw new Problem('not-signed');
    return signing;
  }
}
