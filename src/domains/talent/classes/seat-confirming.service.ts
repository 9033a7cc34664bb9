import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Referral, ResponseRow } from '../../../matchmaking/referral.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { TalentReferral } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { ClassSettling } from './class-settling.js';
import { OrderClasses, type FoundClass, type Member } from './order-classes.js';

/** The firm's side of a class: it confirms its seats, fewer of them, or gives them up. */
@Injectable()
export class SeatConfirming {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly classes: OrderClasses,
    private readonly members: ClassMembers,
    private readonly settling: ClassSettling,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
  ) {}

  /** How many seats the enterprise is asked to confirm. @throws Problem `not-found` for a stranger's */
  async proposed(actor: Actor, classId: string, referralId: string): Promise<number> {
    await this.requireOwn(actor, classId, referralId);
    return (await this.db.repo(Referral).findOneByOrFail({ id: referralId })).quantity;
  }

  /**
   * @throws Problem `validation` unless 1 ≤ seats ≤ what was proposed; `state-changed` when it was not asked, or answered;
   *   `not-found` for a stranger's, or those of another class
   */
  async confirm(actor: Actor, classId: string, referralId: string, seats: number): Promise<void> {
    await this.answer(actor, classId, referralId, async (found, member) => {
      const { referral } = member;
      if (!Number.isSafeInteger(seats) || seats < 1 || seats > referral.quantity)
        throw new Problem('validation', {}, [
          { field: 'seats', code: 'seats-proposed', params: { max: referral.quantity } },
        ]);
      const proposed = referral.quantity;
      await this.members.keep(found, member, seats);
      await this.db
        .repo(TalentReferral)
        .update({ referralId }, { stage: 'confirmed', confirmedBy: actor.userId, confirmedAt: this.clock.now() });
      await this.say(actor, referral, 'confirm', [], null);
      await this.audit.record(actor, {
        action: 'seat.confirm',
        type: 'demand',
        id: referral.demandId,
        before: { referral: referralId, seats: proposed },
        after: { referral: referralId, seats },
      });
    });
  }

  /** Its seats go back; the reason is for the officer and feeds the next plan. */
  async giveUp(actor: Actor, classId: string, referralId: string, reason: string, note: string | null): Promise<void> {
    await this.answer(actor, classId, referralId, async (found, member) => {
      await this.say(actor, member.referral, 'give-up', [reason], note);
      await this.members.leave(actor, found, member, 'withdraw');
    });
  }

  /** 150 % of its time and not a word: its seats go back, as if it had given them up, and the record says that it lapsed. */
  async lapse(referralId: string): Promise<void> {
    const { offerId } = await this.db.repo(Referral).findOneByOrFail({ id: referralId });
    const found = await this.classes.hold(offerId);
    const member = (await this.classes.members(offerId)).find(({ referral }) => referral.id === referralId);
    if (!member || member.part.stage !== 'asked' || member.referral.state !== 'accepted') return;
    await this.members.leave(systemActor, found, member, 'lapse');
    await this.settling.settle(systemActor, found);
  }

  private async answer(
    actor: Actor,
    classId: string,
    referralId: string,
    work: (found: FoundClass, member: Member) => Promise<void>,
  ): Promise<void> {
    await this.requireOwn(actor, classId, referralId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      const member = (await this.classes.members(classId)).find(({ referral }) => referral.id === referralId);
      if (!member || member.referral.state !== 'accepted' || member.part.stage !== 'asked')
        throw new Problem('state-changed', { state: member?.part.stage ?? 'ended' });
      await work(found, member);
      await this.deadlines.finish({ referralId }, ['confirm-seats']);
      await this.settling.settle(actor, found);
    });
  }

  /** Only the enterprise itself answers, and only under the class of its seats: a stranger's are not there. */
  private async requireOwn(actor: Actor, classId: string, referralId: string): Promise<void> {
    const [row] = await this.db.select(
      `SELECT r.id FROM referral r JOIN demand d ON d.id = r.demandId JOIN offer o ON o.id = r.offerId AND o.kind = 'class'
        WHERE r.id = ? AND r.offerId = ? AND d.organisationId = ?`,
      [referralId, classId, actor.organisationId],
    );
    if (!row) throw new Problem('not-found');
  }

  private async say(actor: Actor, referral: Referral, kind: string, codes: string[], note: string | null) {
    await this.db.repo(ResponseRow).insert({
      id: newId(),
      referralId: referral.id,
      side: 'enterprise',
      kind,
      codes,
      note,
      userId: actor.userId,
      at: this.clock.now(),
    });
  }
}
