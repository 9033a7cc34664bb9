import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addMonths, type Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { OrderClass } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { ClassSettling } from './class-settling.js';
import { ClassVoice } from './class-voice.js';
import { Programme } from './college.entity.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

/** What an officer can do with a class that is short of its floor, or that fails: merge it, put it off, or cancel it. */
@Injectable()
export class ClassRescue {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly members: ClassMembers,
    private readonly settling: ClassSettling,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
  ) {}

  /**
   * 并班: its firms get their seats in another class that has room, and are asked to confirm them there.
   * @throws Problem `class-not-open` when that class does not take firms now; `offer-capacity-used` when it lacks room
   */
  async merge(actor: Actor, classId: string, intoId: string): Promise<void> {
    if (classId === intoId) throw new Problem('class-not-open');
    await this.rescue(actor, [classId, intoId], async (found, into) => {
      if (!into || !takesFirms(into)) throw new Problem('class-not-open');
      const moved = await this.classes.members(classId);
      for (const member of moved) {
        const { demandId, quantity } = member.referral;
        await this.members.leave(actor, found, member, 'release');
        const joined = await this.members.join(actor, into, demandId, quantity, member.part.fit);
        await this.members.ask(actor, into, joined, `merge-${classId}`);
      }
      await this.classes.move(actor, found, 'merge', { endReason: 'merged' });
      await this.voice.college('class-merged', found, { into: into.offer.number }, 'merge');
      await this.settling.settle(actor, into);
    });
  }

  /** 延期: the same class later; the college and then the firms are asked again. */
  async putOff(actor: Actor, classId: string, term: string, startsOn: Day): Promise<void> {
    await this.rescue(actor, [classId], async (found) => {
      if (startsOn <= found.row.startsOn)
        throw new Problem('validation', {}, [{ field: 'startsOn', code: 'day-past', params: {} }]);
      const programme = await this.db.repo(Programme).findOneByOrFail({ offerId: found.row.programmeId });
      const endsOn = addMonths(startsOn, programme.classMonths);
      await this.classes.move(actor, found, 'consult');
      await this.db.repo(OrderClass).update({ offerId: classId }, { term, startsOn, endsOn });
      Object.assign(found.row, { term, startsOn, endsOn });
      const { dueAt } = await this.deadlines.start({
        kind: 'answer-class',
        demandId: null,
        offerId: classId,
        ownerOrganisationId: found.offer.organisationId,
      });
      for (const { referral } of await this.classes.members(classId))
        await this.voice.firm('class-put-off', found, referral, { startsOn }, { once: startsOn });
      await this.voice.college(
        'class-proposed',
        found,
        { seats: found.offer.taken, dueAt: dueAt.toISOString() },
        startsOn,
      );
    });
  }

  /** 取消, also of a class that stood and then failed: every seat goes back, its demands go first in the next plan. */
  async cancel(actor: Actor, classId: string, reason: string): Promise<void> {
    await this.classes.require(actor, classId);
    await this.db.transaction(async () => this.end(actor, await this.classes.hold(classId), reason));
  }

  /** Inside a transaction that holds the class. */
  async end(actor: Actor, found: FoundClass, reason: string): Promise<void> {
    const members = await this.classes.members(found.offer.id);
    for (const member of members) await this.members.leave(actor, found, member, 'release');
    await this.classes.move(actor, found, 'cancel', { endReason: reason });
    await this.deadlines.finishAll({ offerId: found.offer.id });
    await this.voice.college('class-cancelled', found, {}, 'cancel');
    await this.voice.officer('class-cancelled', found, {}, 'cancel');
    for (const { referral } of members)
      await this.voice.firm('seats-released', found, referral, {}, { once: 'cancel', ended: true });
  }

  /** Holds the classes in the order of their ids, so that two rescues cannot wait for each other. */
  private async rescue(
    actor: Actor,
    ids: readonly [string, ...string[]],
    work: (found: FoundClass, into: FoundClass | undefined) => Promise<void>,
  ): Promise<void> {
    for (const id of ids) await this.classes.require(actor, id);
    await this.db.transaction(async () => {
      const held = new Map<string, FoundClass>();
      for (const id of ids.toSorted()) held.set(id, await this.classes.hold(id));
      const found = held.get(ids[0]);
      if (found?.row.state !== 'short') throw new Problem('state-changed', { state: found?.row.state ?? '' });
      await this.deadlines.finish({ offerId: ids[0] }, ['rescue-class']);
      await work(found, ids[1] === undefined ? undefined : held.get(ids[1]));
      await this.audit.record(actor, {
        action: 'class.rescue',
        type: 'class',
        id: ids[0],
        after: { classes: [...ids] },
      });
    });
  }
}

/** A class takes firms while it is being put together, and until its selection begins. */
export const takesFirms = ({ row }: FoundClass): boolean => ['consulting', 'short', 'to-sign'].includes(row.state);
