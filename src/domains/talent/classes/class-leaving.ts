import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { ClassMembers } from './class-members.js';
import { ClassSettling } from './class-settling.js';
import { ClassVoice } from './class-voice.js';
import { OrderClasses } from './order-classes.js';

/** A demand that is withdrawn or expires leaves every class it is in; each of them is counted again. */
@Injectable()
export class ClassLeaving {
  constructor(
    private readonly classes: OrderClasses,
    private readonly members: ClassMembers,
    private readonly settling: ClassSettling,
    private readonly referrals: Referrals,
    private readonly voice: ClassVoice,
  ) {}

  /** Inside a transaction, before the demand is closed. Classes are held in the order of their ids. */
  async leaveAll(actor: Actor, demandId: string): Promise<void> {
    const open = await this.referrals.openOf(demandId);
    for (const classId of open.map(({ offerId }) => offerId).toSorted()) {
      const found = await this.classes.hold(classId);
      const member = (await this.classes.members(classId)).find(({ referral }) => referral.demandId === demandId);
      if (!member || member.referral.state === 'fulfilled') continue;
      await this.members.leave(actor, found, member, 'withdraw');
      await this.voice.officer('class-left', found, { seats: member.referral.quantity }, member.referral.id);
      await this.settling.settle(actor, found);
    }
  }
}
