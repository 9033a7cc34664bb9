import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { namesAreKnown } from '../classes/class-look.js';
import { ClassQueries } from '../classes/class.queries.js';
import { OrderClasses, type FoundClass } from '../classes/order-classes.js';
import { datesOf, type MilestoneOwner } from './class-calendar.js';
import { ClassRecord } from './class-record.js';
import { ClassMilestone } from './milestone.entity.js';

export type MilestoneInput = Pick<ClassMilestone, 'kind' | 'dueOn' | 'ownerOrganisationId' | 'note'>;

/** States in which a class has dates to keep; retention is checked after it is completed. */
export const datedStates = ['consulting', 'short', 'to-sign', 'signed', 'selecting', 'running', 'internship', 'placing', 'completed'] as const; // prettier-ignore

/** 日程 of a class: planned by the academic year, moved by its college or an officer, kept by whoever owns each date. */
@Injectable()
export class Milestones {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly record: ClassRecord,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
  ) {}

  async of(classId: string): Promise<ClassMilestone[]> {
    return this.db.repo(ClassMilestone).find({ where: { classId }, order: { dueOn: 'ASC', id: 'ASC' } });
  }

  /** @throws Problem `not-found` */
  async require(classId: string, id: string): Promise<ClassMilestone> {
    const milestone = await this.db.repo(ClassMilestone).findOneBy({ id, classId });
    if (!milestone) throw new Problem('not-found');
    return milestone;
  }

  /** Whoever a date may be given to: the college, the centre, and the firms once they know of each other. */
  async owners({ offer, row }: FoundClass): Promise<string[]> {
    const members = namesAreKnown(row) ? await this.queries.members(offer.id) : [];
    const firms = members.map(({ organisationId }) => organisationId);
    return [...new Set([offer.organisationId, ...firms, await this.organisations.centreId()])];
  }

  /**
   * The dates of the template, in place of those that are still open. Inside a transaction that holds the class. A firm's
   * dates are the leading firm's, else those of the firm with most seats.
   */
  async plan(actor: Actor, found: FoundClass): Promise<number> {
    const { offer, row } = found;
    for (const { id } of await this.db.repo(ClassMilestone).findBy({ classId: offer.id, doneOn: IsNull() }))
      await this.drop(id);
    const kept = new Set((await this.of(offer.id)).map(({ kind }) => kind));
    const members = (await this.queries.members(offer.id)).toSorted((a, b) => b.seats - a.seats);
    const owner: Record<MilestoneOwner, string> = {
      college: offer.organisationId,
      centre: await this.organisations.centreId(),
      firm: row.leadOrganisationId ?? members[0]?.organisationId ?? offer.organisationId,
    };
    const dates = datesOf(row.startsOn, row.endsOn).filter(({ kind }) => !kept.has(kind));
    for (const { kind, dueOn, owner: side } of dates)
      await this.insert(offer.id, { kind, dueOn, ownerOrganisationId: owner[side], note: null });
    await this.record.note(actor, offer.id, 'milestone.plan', { milestones: dates.length });
    return dates.length;
  }

  async planAnew(actor: Actor, classId: string): Promise<void> {
    await this.record.write(actor, classId, isDated, (found) => this.plan(actor, found));
  }

  async add(actor: Actor, classId: string, input: MilestoneInput): Promise<void> {
    await this.record.write(actor, classId, isDated, async (found) => {
      await this.refuseStranger(found, input);
      await this.insert(classId, input);
      await this.record.note(actor, classId, 'milestone.add', { kind: input.kind, dueOn: input.dueOn });
    });
  }

  /** Its clock starts anew by the new date. @throws Problem `state-changed` when it is done */
  async edit(actor: Actor, classId: string, id: string, input: MilestoneInput): Promise<void> {
    await this.record.write(actor, classId, isDated, async (found) => {
      await this.refuseStranger(found, input);
      const before = await this.require(classId, id);
      await this.stopClock(before);
      const { affected } = await this.db
        .repo(ClassMilestone)
        .update({ id, doneOn: IsNull() }, { ...input, deadlineId: null });
      if (affected !== 1) throw new Problem('state-changed', { state: 'done' });
      await this.record.note(actor, classId, 'milestone.edit', {
        kind: input.kind,
        dueOn: input.dueOn,
        before: before.dueOn,
      });
    });
  }

  async remove(actor: Actor, classId: string, id: string): Promise<void> {
    await this.record.write(actor, classId, isDated, async () => {
      const { kind, doneOn } = await this.require(classId, id);
      if (doneOn !== null) throw new Problem('state-changed', { state: 'done' });
      await this.drop(id);
      await this.record.note(actor, classId, 'milestone.remove', { kind });
    });
  }

  /** Its owner's, or to whoever may write in the record. @throws Problem `not-found` | `forbidden` for another's */
  async requireOwn(actor: Actor, classId: string, id: string): Promise<ClassMilestone> {
    const { mayEdit } = await this.record.require(actor, classId);
    const milestone = await this.require(classId, id);
    if (!mayEdit && milestone.ownerOrganisationId !== actor.organisationId) throw new Problem('forbidden');
    return milestone;
  }

  async done(actor: Actor, classId: string, id: string, doneOn: string): Promise<void> {
    const milestone = await this.requireOwn(actor, classId, id);
    notInFuture(this.clock, doneOn, 'doneOn');
    await this.db.transaction(async () => {
      await this.classes.hold(classId);
      const by = { doneOn, doneBy: actor.userId };
      const { affected } = await this.db.repo(ClassMilestone).update({ id, doneOn: IsNull() }, by);
      if (affected !== 1) throw new Problem('state-changed', { state: 'done' });
      await this.stopClock(milestone);
      await this.record.note(actor, classId, 'milestone.done', { kind: milestone.kind, doneOn });
    });
  }

  /** What a step of the class settles need not be ticked off as well. Inside a transaction that holds the class. */
  async kept(actor: Actor, classId: string, kind: string, doneOn: string): Promise<void> {
    for (const milestone of await this.db.repo(ClassMilestone).findBy({ classId, kind, doneOn: IsNull() })) {
      await this.db.repo(ClassMilestone).update({ id: milestone.id }, { doneOn, doneBy: actor.userId });
      await this.stopClock(milestone);
    }
  }

  private async insert(classId: string, input: MilestoneInput): Promise<void> {
    await this.db
      .repo(ClassMilestone)
      .insert({ ...input, id: newId(), classId, doneOn: null, doneBy: null, deadlineId: null });
  }

  private async drop(id: string): Promise<void> {
    const milestone = await this.db.repo(ClassMilestone).findOneBy({ id });
    if (milestone) await this.stopClock(milestone);
    await this.db.repo(ClassMilestone).delete({ id });
  }

  private async stopClock({ deadlineId }: ClassMilestone): Promise<void> {
    if (deadlineId) await this.deadlines.finish({ id: deadlineId }, ['class-milestone']);
  }

  private async refuseStranger(found: FoundClass, { ownerOrganisationId }: MilestoneInput): Promise<void> {
    if ((await this.owners(found)).includes(ownerOrganisationId)) return;
    throw new Problem('validation', {}, [{ field: 'ownerOrganisationId', code: 'choice', params: {} }]);
  }
}

const isDated = (state: string): boolean => (datedStates as readonly string[]).includes(state);
