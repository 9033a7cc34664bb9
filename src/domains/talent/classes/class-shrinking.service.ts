import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { ClassAnswering } from './class-answering.service.js';
import { ClassMembers } from './class-members.js';
import { ClassVoice } from './class-voice.js';
import { TALENT_OFFER_CHANGED } from '../events.js';
import { OrderClasses } from './order-classes.js';

/** The college takes fewer people than were promised seats: an officer says whose seats are cut, down to none. */
@Injectable()
export class ClassShrinking {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly outbox: Outbox,
    private readonly members: ClassMembers,
    private readonly answering: ClassAnswering,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
  ) {}

  /**
   * @param seats by referral id, for every member; 0 ends its part
   * @throws Problem `validation` unless each is at most what it had and all together fit the college's size;
   *   `state-changed` when nothing waits to be cut
   */
  async shrink(actor: Actor, classId: string, seats: ReadonlyMap<string, number>): Promise<void> {
    await this.classes.require(actor, classId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      const answer = await this.classes.lastAnswer(classId);
      const size = answer?.kind === 'resize' ? answer.maxSize : null;
      if (found.row.state !== 'consulting' || size === null || found.offer.taken <= size)
        throw new Problem('state-changed', { state: found.row.state });
      const members = await this.classes.members(classId);
      const wanted = members.map((member) => ({ member, seats: seats.get(member.referral.id) ?? -1 }));
      for (const { member, seats: n } of wanted) {
        if (!Number.isSafeInteger(n) || n < 0 || n > member.referral.quantity)
          throw new Problem('validation', {}, [
            { field: member.referral.id, code: 'seats-proposed', params: { max: member.referral.quantity } },
          ]);
      }
      const total = wanted.reduce((sum, { seats: n }) => sum + n, 0);
      if (total > size) throw new Problem('validation', {}, [{ field: 'seats', code: 'over-class', params: { size } }]);
      for (const { member, seats: n } of wanted) {
        if (n > 0) await this.members.keep(found, member, n);
        else {
          await this.members.leave(actor, found, member, 'release');
          await this.voice.firm('seats-released', found, member.referral, {}, { once: 'shrink', ended: true });
        }
      }
      await this.db.repo(Offer).update({ id: classId }, { capacity: size });
      await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: classId }, classId);
      await this.deadlines.finish({ offerId: classId }, ['shrink-class']);
      await this.audit.record(actor, {
        action: 'class.shrink',
        type: 'class',
        id: classId,
        before: { seats: found.offer.taken },
        after: { seats: total },
      });
      await this.answering.askFirms(actor, await this.classes.find(classId));
    });
  }
}
