import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { Database } from '../../../platform/database/database.js';
import { TalentReferral, type MajorFit } from './class.entity.js';
import { ClassVoice } from './class-voice.js';
import { DemandStanding } from '../demands/demand-standing.js';
import { TalentDemand } from '../demands/demand.entity.js';
import type { FoundClass, Member } from './order-classes.js';
import { Seats } from './seats.js';

/** How a firm comes into a class and how it leaves. Call inside a transaction that holds the class. */
@Injectable()
export class ClassMembers {
  constructor(
    private readonly db: Database,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly seats: Seats,
    private readonly standing: DemandStanding,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
  ) {}

  /**
   * A demand gets seats in a class. What a college is shown of it before the class is confirmed names nobody, so this
   * needs no consent; the contact does (docs/talent.md).
   * @throws Problem `headcount-taken` | `offer-capacity-used` | `referral-cap` | `referral-open-already` | `state-changed`
   */
  async join(actor: Actor, found: FoundClass, demandId: string, seats: number, fit: MajorFit): Promise<Member> {
    const demand = await this.lifecycle.hold(demandId);
    const { offer, row } = found;
    await this.seats.reserve({ demandId, classId: offer.id, programmeId: row.programmeId }, seats);
    const referral = await this.referrals.open(actor, demand, {
      offer,
      tierKey: null,
      quantity: seats,
      verdicts: [],
      consentId: null,
      state: 'sent',
      besideAgreed: true,
    });
    const part = this.db
      .repo(TalentReferral)
      .create({ referralId: referral.id, stage: 'asked', fit, confirmedBy: null, confirmedAt: null });
    await this.db.repo(TalentReferral).insert(part);
    await this.db.repo(TalentDemand).update({ demandId }, { released: false });
    return { referral, part };
  }

  /** The college is willing: the firm is asked to confirm its seats, and its clock starts. */
  async ask(actor: Actor, found: FoundClass, { referral, part }: Member, round: string): Promise<void> {
    if (referral.state === 'sent') await this.lifecycle.referral(actor, referral, 'accept');
    await this.db.repo(TalentReferral).update({ referralId: part.referralId }, { stage: 'asked' });
    part.stage = 'asked';
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId });
    const { dueAt } = await this.deadlines.start({
      kind: 'confirm-seats',
      demandId: demand.id,
      referralId: referral.id,
      offerId: found.offer.id,
      ownerOrganisationId: demand.organisationId,
    });
    await this.voice.firm('seats-to-confirm', found, referral, { dueAt: dueAt.toISOString() }, { once: round });
  }

  /** The class is proposed anew: what the firm had confirmed is open again, and nobody asks it before its college answers. */
  async askAnew(actor: Actor, { referral, part }: Member): Promise<void> {
    await this.lifecycle.hold(referral.demandId);
    await this.deadlines.finishAll({ referralId: referral.id });
    if (referral.state !== 'sent') await this.lifecycle.referral(actor, referral, 'repropose');
    const open = { stage: 'asked' as const, confirmedBy: null, confirmedAt: null };
    await this.db.repo(TalentReferral).update({ referralId: part.referralId }, open);
    Object.assign(part, open);
    await this.standing.settle(actor, referral.demandId);
  }

  /** Fewer seats than were reserved; the rest goes back to the demand, the class and the programme. */
  async keep({ offer, row }: FoundClass, { referral }: Member, seats: number): Promise<void> {
    const over = referral.quantity - seats;
    await this.seats.giveBack({ demandId: referral.demandId, classId: offer.id, programmeId: row.programmeId }, over);
    await this.db.repo(Referral).update({ id: referral.id }, { quantity: seats });
    referral.quantity = seats;
  }

  /**
   * A firm's part ends and all its seats go back. `released`: the class failed it, so the demand goes first in the next
   * plan.
   */
  async leave(
    actor: Actor,
    { offer, row }: FoundClass,
    { referral }: Member,
    how: 'decline' | 'withdraw' | 'release' | 'lapse',
  ): Promise<void> {
    const { demandId, quantity } = referral;
    await this.lifecycle.hold(demandId);
    await this.lifecycle.referral(actor, referral, how);
    await this.deadlines.finishAll({ referralId: referral.id });
    await this.seats.giveBack({ demandId, classId: offer.id, programmeId: row.programmeId }, quantity);
    if (how === 'release' || how === 'decline')
      await this.db.repo(TalentDemand).update({ demandId }, { released: true });
    await this.standing.settle(actor, demandId);
  }
}
