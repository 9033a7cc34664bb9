import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addMonths } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { onBehalf } from '../../../matchmaking/on-behalf.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { ClassQueries, type MemberRow } from '../classes/class.queries.js';
import { ClassVoice } from '../classes/class-voice.js';
import { OrderClasses, type FoundClass, type Member } from '../classes/order-classes.js';
import { ClassRecord } from './class-record.js';
import { checkMonths, Placement, type Checkpoint } from './placement.entity.js';
import { PlacementOutcome } from './placement-outcome.js';
import { countProblems, type PlacementCounts } from './placement-sums.js';

export type PlacementInput = PlacementCounts & Pick<Placement, 'asOf'>;
export interface PlacementAnswer {
  readonly answer: 'same' | 'different';
  readonly note: string | null;
  readonly onBehalf: string | null;
}

/** Placements as counts: the college reports them firm by firm, the firm confirms or disputes; only confirmed ones count. */
@Injectable()
export class Placements {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly record: ClassRecord,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly outcome: PlacementOutcome,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly voice: ClassVoice,
  ) {}

  async of(classId: string): Promise<Placement[]> {
    return this.db.repo(Placement).find({ where: { classId }, order: { reportedAt: 'ASC', id: 'ASC' } });
  }

  /**
   * A report, or the correction of one that is not confirmed; the firm is asked. A later check is about those who joined by
   * the confirmed start.
   * @throws Problem `validation` when the numbers do not fit into each other and the firm's seats, or the months have not passed; `state-changed` when it is
   *   confirmed already, or the class places nobody yet
   */
  async report(actor: Actor, classId: string, referralId: string, checkpoint: Checkpoint, input: PlacementInput) {
    await this.record.requireEditable(actor, classId);
    notInFuture(this.clock, input.asOf, 'asOf');
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      const member = await this.member(classId, referralId);
      if (!['placing', 'completed'].includes(found.row.state))
        throw new Problem('state-changed', { state: found.row.state });
      const { demandId, quantity } = member.referral;
      const before = await this.db.repo(Placement).findOneBy({ classId, demandId, checkpoint });
      if (before?.state === 'confirmed') throw new Problem('state-changed', { state: before.state });
      const start =
        checkpoint === 'start'
          ? null
          : await this.db.repo(Placement).findOneBy({ classId, demandId, checkpoint: 'start' });
      const seats = start?.seats ?? quantity;
      const problems = countProblems(input, seats);
      const day = start && addMonths(start.asOf, checkMonths[checkpoint]);
      if (day && input.asOf < day) problems.push({ field: 'asOf', code: 'check-early', params: { day } });
      if (problems.length > 0) throw new Problem('validation', {}, problems);
      const report = {
        ...input,
        seats,
        state: 'reported' as const,
        disputeNote: null,
        reportedBy: actor.userId,
        reportedAt: this.clock.now(),
      };
      if (before) await this.db.repo(Placement).update({ id: before.id }, report);
      else
        await this.db
          .repo(Placement)
          .insert({ ...report, id: newId(), classId, demandId, checkpoint, confirmedBy: null, confirmedAt: null });
      await this.ask(found, member, checkpoint);
      await this.audit.record(actor, {
        action: 'placement.report',
        type: 'class',
        id: classId,
        after: { referral: referralId, checkpoint, joined: input.joined, working: input.working },
      });
    });
  }

  /** What the firm is asked about: its own, or (for the centre) any. @throws Problem `not-found` */
  async asked(actor: Actor, classId: string, id: string): Promise<{ placement: Placement; member: MemberRow }> {
    const { members } = await this.record.require(actor, classId);
    const placement = await this.db.repo(Placement).findOneBy({ id, classId });
    const member = members.find(({ demandId }) => demandId === placement?.demandId);
    if (!placement || !member) throw new Problem('not-found');
    if (actor.organisationKind !== 'centre' && member.organisationId !== actor.organisationId)
      throw new Problem('not-found');
    return { placement, member };
  }

  /** The firm's word. The first confirmed report of those at work fulfils its part. @throws Problem `state-changed` */
  async answer(actor: Actor, classId: string, id: string, { answer, note, onBehalf: knows }: PlacementAnswer) {
    const { member } = await this.asked(actor, classId, id);
    const behalf = onBehalf(actor, knows);
    if (answer === 'different' && note === null)
      throw new Problem('validation', {}, [{ field: 'note', code: 'required', params: {} }]);
    const state = answer === 'same' ? 'confirmed' : 'disputed';
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      const changed = await this.db.execute(
        "UPDATE placement SET state = ?, disputeNote = ?, confirmedBy = ?, confirmedAt = ? WHERE id = ? AND state = 'reported'",
        [state, state === 'disputed' ? note : null, actor.userId, this.clock.now(), id],
      );
      const placement = await this.db.repo(Placement).findOneByOrFail({ id });
      if (changed !== 1) throw new Problem('state-changed', { state: placement.state });
      await this.stopClock(member.referralId);
      await this.audit.record(actor, {
        action: `placement.${state}`,
        type: 'class',
        id: classId,
        after: { referral: member.referralId, checkpoint: placement.checkpoint },
        ...behalf,
      });
      const once = `${id.slice(-12)}-${this.clock.now().getTime()}`;
      await this.voice.college(`placement-${state}`, found, {}, once);
      if (state === 'disputed') await this.voice.officer('placement-disputed', found, {}, once);
      else if (placement.checkpoint === 'start')
        await this.outcome.count(actor, found, await this.member(classId, member.referralId), placement);
    });
  }

  private async ask(found: FoundClass, { referral }: Member, checkpoint: Checkpoint): Promise<void> {
    const organisationId = (await this.queries.members(found.offer.id)).find(
      (one) => one.referralId === referral.id,
    )?.organisationId;
    if (organisationId === undefined) throw new Problem('not-found');
    const open = await this.deadlines.openOf({ referralId: referral.id });
    const { dueAt } =
      open.find(({ kind }) => kind === 'confirm-placement') ??
      (await this.deadlines.start({
        kind: 'confirm-placement',
        demandId: null,
        referralId: referral.id,
        offerId: found.offer.id,
        ownerOrganisationId: organisationId,
      }));
    const once = `${checkpoint}-${this.clock.now().getTime()}`;
    await this.voice.firm('placement-to-confirm', found, referral, { dueAt: dueAt.toISOString() }, { once });
  }

  /** Unless another checkpoint of the firm waits too. */
  private async stopClock(referralId: string): Promise<void> {
    const [waits] = await this.db.select(
      `SELECT p.id FROM placement p JOIN referral r ON r.demandId = p.demandId AND r.offerId = p.classId
        WHERE r.id = ? AND p.state = 'reported'`,
      [referralId],
    );
    if (!waits) await this.deadlines.finish({ referralId }, ['confirm-placement']);
  }

  private async member(classId: string, referralId: string): Promise<Member> {
    const member = (await this.classes.members(classId)).find(({ referral }) => referral.id === referralId);
    if (!member) throw new Problem('not-found');
    return member;
  }
}
