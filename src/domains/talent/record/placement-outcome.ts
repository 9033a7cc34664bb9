import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Database } from '../../../platform/database/database.js';
import { TalentReferral } from '../classes/class.entity.js';
import { ClassMembers } from '../classes/class-members.js';
import { DemandStanding } from '../demands/demand-standing.js';
import type { FoundClass, Member } from '../classes/order-classes.js';
import type { Placement } from './placement.entity.js';

/** 到岗: a firm's part of a class is fulfilled by those who joined; seats that nobody took are free again. */
@Injectable()
export class PlacementOutcome {
  constructor(
    private readonly db: Database,
    private readonly lifecycle: Lifecycle,
    private readonly members: ClassMembers,
    private readonly standing: DemandStanding,
  ) {}

  /** Inside a transaction that holds the class, with a confirmed report of the start. */
  async count(actor: Actor, found: FoundClass, member: Member, { joined }: Placement): Promise<void> {
    const { referral } = member;
    if (referral.state !== 'agreed') return;
    if (joined === 0) {
      await this.members.leave(actor, found, member, 'release');
      return;
    }
    await this.lifecycle.hold(referral.demandId);
    await this.members.keep(found, member, joined);
    await this.lifecycle.referral(actor, referral, 'fulfil');
    await this.db.repo(TalentReferral).update({ referralId: referral.id }, { stage: 'placed' });
    await this.standing.settle(actor, referral.demandId);
  }
}
