import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { Database } from '../../../platform/database/database.js';
import type { MajorFit } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { takesFirms } from './class-rescue.service.js';
import { ClassVoice } from './class-voice.js';
import { OrderClasses, type Member } from './order-classes.js';

/** 并入: a demand gets free seats of a class that exists already. */
@Injectable()
export class ClassJoining {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly visibility: Visibility,
    private readonly members: ClassMembers,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
  ) {}

  /**
   * Where the college has accepted, the firm is asked at once; else it waits for the college with the others.
   * @throws Problem `class-not-open` | `headcount-taken` | `offer-capacity-used` | `referral-open-already`
   */
  async join(actor: Actor, demandId: string, classId: string, seats: number, fit: MajorFit): Promise<Member> {
    await this.visibility.demand(actor, demandId);
    await this.classes.require(actor, classId);
    if (!Number.isSafeInteger(seats) || seats < 1)
      throw new Problem('validation', {}, [{ field: 'seats', code: 'required', params: {} }]);
    return this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      if (!takesFirms(found)) throw new Problem('class-not-open');
      const member = await this.members.join(actor, found, demandId, seats, fit);
      const waits = (await this.deadlines.openOf({ offerId: classId })).some(({ kind }) =>
        ['answer-class', 'shrink-class'].includes(kind),
      );
      if (waits) await this.voice.firm('seats-proposed', found, member.referral, {}, { once: 'join' });
      else await this.members.ask(actor, found, member, 'join');
      return member;
    });
  }
}
