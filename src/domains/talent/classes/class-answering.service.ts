import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { newId } from '../../../platform/ids.js';
import { ClassAnswer, OrderClass } from './class.entity.js';
import { ClassMembers } from './class-members.js';
import { ClassVoice } from './class-voice.js';
import { TALENT_OFFER_CHANGED } from '../events.js';
import { Programme } from '../colleges/college.entity.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

export const declineCodes = ['teachers', 'labs', 'students', 'term', 'firms', 'other'] as const;
/** No class is smaller, whatever a programme says (decisions: class size). */
export const SMALLEST_CLASS = 15;

export interface ClassSize {
  readonly minSize: number;
  readonly maxSize: number;
}

/** The college's side of a class: accept, accept another size, or decline. One answer covers every firm in it. */
@Injectable()
export class ClassAnswering {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly classes: OrderClasses,
    private readonly outbox: Outbox,
    private readonly members: ClassMembers,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
  ) {}

  async accept(actor: Actor, classId: string, note: string | null): Promise<void> {
    await this.answer(actor, classId, async (found) => {
      await this.keep(actor, found, { kind: 'accept', codes: [], minSize: null, maxSize: null, note });
      await this.askFirms(actor, found);
    });
  }

  /**
   * Another size. When more seats are promised than the college will take, an officer first cuts them down
   * (`ClassShrinking`); until then nobody is asked.
   * @throws Problem `validation` outside 15 … the programme's greatest class
   */
  async resize(actor: Actor, classId: string, { minSize, maxSize }: ClassSize, note: string | null): Promise<void> {
    await this.answer(actor, classId, async (found) => {
      const programme = await this.db.repo(Programme).findOneByOrFail({ offerId: found.row.programmeId });
      if (minSize < SMALLEST_CLASS || minSize > maxSize || maxSize > programme.maxClass) {
        throw new Problem('validation', {}, [
          { field: 'maxSize', code: 'class-size', params: { min: SMALLEST_CLASS, max: programme.maxClass } },
        ]);
      }
      await this.keep(actor, found, { kind: 'resize', codes: [], minSize, maxSize, note });
      await this.db.repo(OrderClass).update({ offerId: classId }, { minSize });
      found.row.minSize = minSize;
      if (found.offer.taken > maxSize) {
        const { dueAt } = await this.deadlines.start({
          kind: 'shrink-class',
          demandId: null,
          offerId: classId,
          ownerOrganisationId: await this.organisations.centreId(),
          ownerUserId: found.row.officerId,
        });
        await this.voice.officer('class-to-shrink', found, { max: maxSize, dueAt: dueAt.toISOString() }, `${maxSize}`);
        return;
      }
      await this.db.repo(Offer).update({ id: classId }, { capacity: maxSize });
      await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: classId }, classId);
      await this.askFirms(actor, found);
    });
  }

  async decline(actor: Actor, classId: string, codes: readonly string[], note: string | null): Promise<void> {
    await this.answer(actor, classId, async (found) => {
      await this.keep(actor, found, { kind: 'decline', codes: [...codes], minSize: null, maxSize: null, note });
      const members = await this.classes.members(classId);
      for (const member of members) await this.members.leave(actor, found, member, 'decline');
      await this.classes.move(actor, found, 'decline', { endReason: codes[0] ?? 'other' });
      await this.voice.officer('class-declined', found, {}, 'decline');
      for (const { referral } of members)
        await this.voice.firm('seats-released', found, referral, {}, { once: 'decline', ended: true });
    });
  }

  /** Every firm in it is asked to confirm its seats. */
  async askFirms(actor: Actor, found: FoundClass): Promise<void> {
    const answer = await this.classes.lastAnswer(found.offer.id);
    for (const member of await this.classes.members(found.offer.id))
      await this.members.ask(actor, found, member, answer?.id ?? '');
    await this.voice.officer('class-accepted', found, {}, answer?.id ?? '');
  }

  private async answer(actor: Actor, classId: string, work: (found: FoundClass) => Promise<void>): Promise<void> {
    await this.classes.require(actor, classId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      if (found.offer.organisationId !== actor.organisationId) throw new Problem('forbidden');
      if (found.row.state !== 'consulting') throw new Problem('state-changed', { state: found.row.state });
      if (await this.answered(classId)) throw new Problem('state-changed', { state: 'answered' });
      await this.deadlines.finish({ offerId: classId }, ['answer-class']);
      await work(found);
    });
  }

  /** The one answer of a round: asked again (another term), the clock runs again. */
  private async answered(classId: string): Promise<boolean> {
    const open = await this.deadlines.openOf({ offerId: classId });
    return !open.some(({ kind }) => kind === 'answer-class');
  }

  private async keep(
    actor: Actor,
    { offer }: FoundClass,
    answer: Pick<ClassAnswer, 'kind' | 'codes' | 'minSize' | 'maxSize' | 'note'>,
  ): Promise<void> {
    await this.db
      .repo(ClassAnswer)
      .insert({ ...answer, id: newId(), classId: offer.id, userId: actor.userId, at: this.clock.now() });
    await this.audit.record(actor, {
      action: `class.answer-${answer.kind}`,
      type: 'class',
      id: offer.id,
      after: { codes: answer.codes, minSize: answer.minSize, maxSize: answer.maxSize },
    });
  }
}
