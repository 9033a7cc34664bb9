import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { addMonths } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { OfferCapacity } from '../../../matchmaking/offer-capacity.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Counters } from '../../../platform/database/counters.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { OrderClass } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { ClassVoice } from './class-voice.js';
import { Programme } from '../colleges/college.entity.js';
import type { FoundClass } from './order-classes.js';
import { holdsItsPlace } from '../plans/plan-inputs.js';
import { ClassPlan, PlanClass, PlanRun, PlanSeat } from '../plans/plan.entity.js';

/** What order classes of the zone are like until somebody says otherwise (talent-reference §0, §2). */
const usual = { model: 'alliance', shape: 'separate', tightness: 'indirect', employCommitRate: 800_000 } as const;

/** 发院校确认: one run of a plan becomes order classes, in one transaction with every seat it promises. */
@Injectable()
export class Publishing {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly capacity: OfferCapacity,
    private readonly members: ClassMembers,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns the ids of the classes
   * @throws Problem `state-changed` when the plan is published already; `plan-outdated` when a demand, a programme or a
   *   seat the run counted on is not there any more: compute again
   */
  async publish(actor: Actor, planId: string, runId: string): Promise<string[]> {
    return this.db.transaction(async () => {
      const run = await this.take(actor, planId, runId);
      const plan = await this.db.repo(ClassPlan).findOneByOrFail({ id: planId });
      const classes = await this.db.repo(PlanClass).find({ where: { runId }, order: { position: 'ASC' } });
      const programmes = await this.holdProgrammes(classes, plan.term);
      const seats = await this.db.repo(PlanSeat).find({ where: { runId }, order: { demandId: 'ASC' } });
      const made: string[] = [];
      for (const planned of classes) {
        const programme = programmes.get(planned.programmeId);
        if (!programme) throw new Problem('plan-outdated', { what: 'programme' });
        const found = await this.open(actor, run, plan, planned, programme);
        for (const part of seats.filter(({ planClassId }) => planClassId === planned.id))
          await this.seat(actor, found, part);
        await this.announce(found);
        made.push(found.offer.id);
      }
      await this.audit.record(actor, {
        action: 'plan.publish',
        type: 'plan',
        id: planId,
        after: { run: runId, classes: made.length, seats: seats.reduce((sum, part) => sum + part.seats, 0) },
      });
      return made;
    });
  }

  /** Of two officers who publish at once, one wins. */
  private async take(actor: Actor, planId: string, runId: string): Promise<PlanRun> {
    const run = await this.db.repo(PlanRun).findOneBy({ id: runId, planId });
    if (!run) throw new Problem('not-found');
    if (run.state !== 'done' || !run.classes) throw new Problem('state-changed', { state: run.state });
    const patch = {
      state: 'published' as const,
      publishedRunId: runId,
      publishedBy: actor.userId,
      publishedAt: this.clock.now(),
    };
    if (!(await this.db.transition(ClassPlan, planId, ['draft'], patch)))
      throw new Problem('state-changed', { state: 'published' });
    return run;
  }

  /** Programmes in the order of their ids, held; each must be on the shelf and may open no more classes than it said. */
  private async holdProgrammes(classes: readonly PlanClass[], term: string) {
    const ids = [...new Set(classes.map(({ programmeId }) => programmeId))].toSorted();
    const held = new Map<string, { offer: Offer; programme: Programme }>();
    for (const id of ids) {
      const offer = await this.capacity.hold(id);
      const programme = await this.db.repo(Programme).findOneByOrFail({ offerId: id });
      const open = await this.db.repo(OrderClass).countBy({
        programmeId: id,
        term,
        state: In([...holdsItsPlace]),
      });
      const more = classes.filter(({ programmeId }) => programmeId === id).length;
      if (offer.state !== 'on-shelf' || open + more > programme.maxClassesPerTerm)
        throw new Problem('plan-outdated', { what: offer.title });
      held.set(id, { offer, programme });
    }
    return held;
  }

  private async open(
    actor: Actor,
    run: PlanRun,
    plan: ClassPlan,
    planned: PlanClass,
    { offer: parent, programme }: { offer: Offer; programme: Programme },
  ): Promise<FoundClass> {
    const now = this.clock.now();
    const year = Number(this.clock.today().slice(0, 4));
    const offer = this.db.repo(Offer).create({
      id: newId(),
      domain: 'talent',
      kind: 'class',
      number: await this.counters.nextNumber('DD', year),
      title: parent.title,
      organisationId: parent.organisationId,
      parentOfferId: parent.id,
      state: 'on-shelf',
      revision: 1,
      capacity: planned.maxSize,
      taken: 0,
      sample: parent.sample,
      createdAt: now,
    });
    await this.db.repo(Offer).insert(offer);
    const row = this.db.repo(OrderClass).create({
      ...usual,
      offerId: offer.id,
      programmeId: parent.id,
      planId: plan.id,
      runId: run.id,
      term: plan.term,
      state: 'consulting',
      minSize: planned.minSize,
      plannedSize: planned.seats,
      startsOn: planned.startsOn,
      endsOn: addMonths(planned.startsOn, programme.classMonths),
      headTeacher: null,
      selectionRule: null,
      roster: null,
      mentors: null,
      officerId: actor.userId,
      leadOrganisationId: null,
      previousClassId: null,
      endReason: null,
      publishedAt: now,
      confirmedAt: null,
      endedAt: null,
    });
    await this.db.repo(OrderClass).insert(row);
    await this.audit.record(actor, {
      action: 'class.publish',
      type: 'class',
      id: offer.id,
      after: { plan: plan.id, programme: parent.id, seats: planned.seats },
    });
    return { offer, row };
  }

  private async seat(actor: Actor, found: FoundClass, part: PlanSeat): Promise<void> {
    try {
      const { referral } = await this.members.join(actor, found, part.demandId, part.seats, part.fit);
      await this.voice.firm('seats-proposed', found, referral, {}, { once: 'publish' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem('plan-outdated', { what: String(error.params['number'] ?? found.offer.title) });
    }
  }

  private async announce(found: FoundClass): Promise<void> {
    const { dueAt } = await this.deadlines.start({
      kind: 'answer-class',
      demandId: null,
      offerId: found.offer.id,
      ownerOrganisationId: found.offer.organisationId,
    });
    await this.voice.college(
      'class-proposed',
      found,
      { seats: found.row.plannedSize, dueAt: dueAt.toISOString() },
      'publish',
    );
  }
}
