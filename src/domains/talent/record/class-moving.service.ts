import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { Day } from '../../../kernel/day.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { OrderClass } from '../classes/class.entity.js';
import { ClassVoice } from '../classes/class-voice.js';
import { OrderClasses, type FoundClass } from '../classes/order-classes.js';
import { ClassSettling } from '../classes/class-settling.js';
import type { ClassAgreement } from './agreement.entity.js';
import { AgreementPapers } from './agreement-papers.js';
import { ClassRecord } from './class-record.js';
import { Milestones } from './milestones.service.js';
import { classSteps, mentorsNeeded, type ClassStep } from './class-steps.js';

/** How many students were chosen and how many masters teach them: counts, never names. */
export interface Roster {
  readonly roster: number;
  readonly mentors: number;
  readonly openedOn: Day;
}

/** A class goes on from signed to completed, each step guarded by what the record holds (talent-reference §3). */
@Injectable()
export class ClassMoving {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly record: ClassRecord,
    private readonly classes: OrderClasses,
    private readonly papers: AgreementPapers,
    private readonly voice: ClassVoice,
    private readonly settling: ClassSettling,
    private readonly milestones: Milestones,
  ) {}

  /**
   * @throws Problem `agreement-missing` without one in force; `agreement-not-insured` before an internship;
   *   `placements-waiting` before the end, while a firm's placements are not confirmed; `state-changed`
   */
  async move(actor: Actor, classId: string, step: Exclude<ClassStep, 'opening'>): Promise<void> {
    await this.moved(actor, classId, step, async (found) => {
      if (step === 'completion') await this.refuseWaiting(found);
      else await this.refuseUnsigned(classId, step === 'internship');
      await this.classes.move(actor, found, classSteps[step]);
    });
  }

  /**
   * 开班, not before its first day. @throws Problem `validation` on `roster` below the floor or above the size, on `mentors`
   *   when there are fewer than one for ten students, on `openedOn` before the class starts; `agreement-unsigned` while a
   *   firm that came later has not signed
   */
  async open(actor: Actor, classId: string, { roster, mentors, openedOn }: Roster): Promise<void> {
    notInFuture(this.clock, openedOn, 'openedOn');
    await this.moved(actor, classId, 'opening', async (found) => {
      const agreement = await this.refuseUnsigned(classId, false);
      if (!(await this.papers.complete(found, agreement.id))) throw new Problem('agreement-unsigned');
      const problems: FieldProblem[] = [];
      if (openedOn < found.row.startsOn)
        problems.push({ field: 'openedOn', code: 'before-start', params: { day: found.row.startsOn } });
      const most = found.offer.capacity ?? roster;
      if (roster < found.row.minSize)
        problems.push({ field: 'roster', code: 'class-floor', params: { min: found.row.minSize } });
      if (roster > most) problems.push({ field: 'roster', code: 'over-class', params: { size: most } });
      if (mentors < mentorsNeeded(roster))
        problems.push({ field: 'mentors', code: 'mentors-few', params: { min: mentorsNeeded(roster) } });
      if (problems.length > 0) throw new Problem('validation', {}, problems);
      await this.classes.move(actor, found, 'open', { roster, mentors, openedOn });
      for (const kind of ['selection', 'opening']) await this.milestones.kept(actor, classId, kind, openedOn);
    });
  }

  /**
   * 选拔人数不足: fewer students were found than the floor, and an officer has to find a way.
   * @throws Problem `validation` on `roster` when they are enough; `state-changed` unless they are being selected
   */
  async fallShort(actor: Actor, classId: string, roster: number): Promise<void> {
    await this.record.write(
      actor,
      classId,
      (state) => state === 'selecting',
      async (found) => {
        const max = found.row.minSize - 1;
        if (roster > max) throw new Problem('validation', {}, [{ field: 'roster', code: 'at-most', params: { max } }]);
        await this.settling.fallShort(actor, found, roster, { roster });
      },
    );
  }

  private async moved(actor: Actor, classId: string, step: ClassStep, work: (found: FoundClass) => Promise<void>) {
    await this.record.requireEditable(actor, classId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      await work(found);
      const { state } = await this.db.repo(OrderClass).findOneByOrFail({ offerId: classId });
      await this.voice.everyone('class-moved', found, { state }, `${step}-${this.clock.now().getTime()}`);
    });
  }

  private async refuseUnsigned(classId: string, insured: boolean): Promise<ClassAgreement> {
    const agreement = await this.papers.inForce(classId);
    if (!agreement) throw new Problem('agreement-missing');
    await this.papers.refuseForbidden(agreement.id);
    if (insured && (!agreement.insurer || !agreement.insuredSum)) throw new Problem('agreement-not-insured');
    return agreement;
  }

  private async refuseWaiting({ offer }: FoundClass): Promise<void> {
    const waiting = (await this.classes.members(offer.id)).filter(({ referral }) => referral.state !== 'fulfilled');
    if (waiting.length > 0) throw new Problem('placements-waiting');
  }
}
