import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays, addMonths, type Day } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { OrderClass } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { ClassSettling } from './class-settling.js';
import { ClassVoice } from './class-voice.js';
import { ClassQueries } from './class.queries.js';
import { Programme } from '../colleges/college.entity.js';
import { Demands } from '../demands/demands.service.js';
import { TALENT_OFFER_CHANGED } from '../events.js';
import { majorFit } from '../matching/major-fit.js';
import { OrderClasses, type FoundClass } from './order-classes.js';
import { isTerm, startsOf } from '../plans/plan-term.js';
import { AgreementPapers } from '../record/agreement-papers.js';
import { Milestones } from '../record/milestones.service.js';

/**
 * What an officer can do with a class that is short of its floor, or that fails: look for students longer, merge it, put it
 * off a term, or cancel it. To hold it smaller is `ClassSmaller`, since its college must agree.
 */
@Injectable()
export class ClassRescue {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly members: ClassMembers,
    private readonly settling: ClassSettling,
    private readonly queries: ClassQueries,
    private readonly demands: Demands,
    private readonly papers: AgreementPapers,
    private readonly milestones: Milestones,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /**
   * 并班: its firms get their seats in another class that has room, and are asked to confirm them there.
   * @throws Problem `class-not-open` when that class does not take firms now; `offer-capacity-used` when it lacks room
   */
  async merge(actor: Actor, classId: string, intoId: string): Promise<void> {
    if (classId === intoId) throw new Problem('class-not-open');
    await this.rescue(actor, [classId, intoId], async (found, into) => {
      if (!into || !takesMerged(into)) throw new Problem('class-not-open');
      const majorCode = await this.sharedMajor(found, into);
      const moved = await this.classes.members(classId);
      const asks = !(await this.waitsForCollege(intoId));
      for (const member of moved) {
        const { demandId, quantity } = member.referral;
        await this.members.leave(actor, found, member, 'release');
        const asked = await this.demands.majors(demandId);
        const joined = await this.members.join(actor, into, demandId, quantity, majorFit(asked, majorCode));
        if (asks) await this.members.ask(actor, into, joined, `merge-${classId}`);
        else await this.voice.firm('seats-proposed', into, joined.referral, {}, { once: `merge-${classId}` });
      }
      await this.classes.move(actor, found, 'merge', { endReason: 'merged' });
      await this.papers.endAll(classId, 'merged');
      await this.deadlines.finishAll({ offerId: classId });
      await this.voice.college('class-merged', found, { into: into.offer.number }, 'merge');
      await this.settling.settle(actor, into);
    });
  }

  /**
   * 延长选拔: the students that are missing are looked for until a later first day, at most three months on.
   * @throws Problem `state-changed` for a class that lacks firms, not students
   */
  async extend(actor: Actor, classId: string, startsOn: Day): Promise<void> {
    await this.rescue(actor, [classId], async (found) => {
      const { startsOn: before, roster } = found.row;
      if (roster === null) throw new Problem('state-changed', { state: found.row.state });
      const latest = addMonths(before, LATER_MONTHS);
      if (startsOn <= before || startsOn > latest)
        throw new Problem('validation', {}, [{ field: 'startsOn', code: 'start-between', params: { from: addDays(before, 1), to: latest } }]); // prettier-ignore
      await this.classes.move(actor, found, 'reselect', { roster: null });
      await this.startOn(actor, found, startsOn, {});
      for (const { referral } of await this.classes.members(classId))
        await this.voice.firm('class-put-off', found, referral, { startsOn }, { once: startsOn });
      await this.voice.college('class-extended', found, { startsOn }, startsOn);
    });
  }

  /**
   * 延期: the same class later, from the first month of a term on; the college and then the firms are asked again.
   * @throws Problem `validation` for what is no term, or one that does not begin after the class would have
   */
  async putOff(actor: Actor, classId: string, term: string): Promise<void> {
    if (!isTerm(term)) throw new Problem('validation', {}, [{ field: 'term', code: 'choice', params: {} }]);
    const [startsOn] = startsOf(term);
    await this.rescue(actor, [classId], async (found) => {
      if (startsOn <= found.row.startsOn)
        throw new Problem('validation', {}, [{ field: 'term', code: 'day-past', params: {} }]);
      await this.classes.move(actor, found, 'consult', { roster: null });
      await this.startOn(actor, found, startsOn, { term });
      for (const member of await this.classes.members(classId)) await this.members.askAnew(actor, member);
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
    await this.classes.move(actor, found, 'cancel', { endReason: reason, askedSize: null });
    await this.papers.endAll(found.offer.id, reason);
    await this.deadlines.finishAll({ offerId: found.offer.id });
    await this.voice.college('class-cancelled', found, {}, 'cancel');
    await this.voice.officer('class-cancelled', found, {}, 'cancel');
    for (const { referral } of members)
      await this.voice.firm('seats-released', found, referral, {}, { once: 'cancel', ended: true });
  }

  /** Its days move together, and so do the dates of its calendar that are still open. */
  private async startOn(actor: Actor, found: FoundClass, startsOn: Day, patch: Partial<OrderClass>): Promise<void> {
    const programme = await this.db.repo(Programme).findOneByOrFail({ offerId: found.row.programmeId });
    const change = { ...patch, startsOn, endsOn: addMonths(startsOn, programme.classMonths) };
    await this.db.repo(OrderClass).update({ offerId: found.offer.id }, change);
    await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: found.offer.id }, found.offer.id);
    Object.assign(found.row, change);
    if (found.row.confirmedAt !== null) await this.milestones.plan(actor, found);
  }

  /** The major of a class that teaches the same as another, or near it. @throws Problem `class-not-open` */
  private async sharedMajor({ offer, row }: FoundClass, into: FoundClass): Promise<string> {
    if (!(await this.queries.roomFor(row.programmeId, offer)).some(({ id }) => id === into.offer.id))
      throw new Problem('class-not-open');
    return (await this.db.repo(Programme).findOneByOrFail({ offerId: into.row.programmeId })).majorCode;
  }

  private async waitsForCollege(classId: string): Promise<boolean> {
    const open = await this.deadlines.openOf({ offerId: classId });
    return open.some(({ kind }) => kind === 'answer-class' || kind === 'shrink-class');
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
      await this.deadlines.finish({ offerId: ids[0] }, ['rescue-class', 'agree-size']);
      await this.db.repo(OrderClass).update({ offerId: ids[0] }, { askedSize: null });
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

/** How much later a class may start than it was planned (decisions: start window). */
export const LATER_MONTHS = 3;

/** A class takes firms while it is being put together, until it is signed; one that lacks students takes none. */
export const takesFirms = ({ row }: FoundClass): boolean =>
  ['consulting', 'short', 'to-sign'].includes(row.state) && row.roster === null;

/** A class that is signed, or being selected, takes those of a short one; its agreement is then signed by them too. */
const takesMerged = (found: FoundClass): boolean =>
  takesFirms(found) || ['signed', 'selecting'].includes(found.row.state);
