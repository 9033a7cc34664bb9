import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import type { AuditAction } from '../../../kernel/audit-actions.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { SMALLEST_CLASS } from './class-answering.service.js';
import { ClassAnswer, OrderClass } from './class.entity.js';
import { ClassSettling } from './class-settling.js';
import { ClassVoice } from './class-voice.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

/** People a class can count on: the students that were found, before selection the seats of its firms. */
export const peopleOf = ({ offer, row }: FoundClass): number => row.roster ?? offer.taken;

/** The greatest floor that makes a short class stand; null when not even the smallest class would. */
export function smallerSize(found: FoundClass): number | null {
  const most = Math.min(found.row.minSize - 1, peopleOf(found));
  return most >= SMALLEST_CLASS ? most : null;
}

/** 缩小规模: a class short of its floor is held smaller, when its college agrees. */
@Injectable()
export class ClassSmaller {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly classes: OrderClasses,
    private readonly settling: ClassSettling,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly audit: Audit,
  ) {}

  /**
   * The college is asked for a floor of `size`; until it answers its clock runs instead of the officer's.
   * @throws Problem `validation` outside 15 … the people there are; `state-changed` when it is not short, or asked already
   */
  async ask(actor: Actor, classId: string, size: number): Promise<void> {
    await this.classes.require(actor, classId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      if (found.row.state !== 'short' || found.row.askedSize !== null)
        throw new Problem('state-changed', { state: found.row.state });
      const max = smallerSize(found);
      if (max === null || size < SMALLEST_CLASS || size > max)
        throw new Problem('validation', {}, [
          { field: 'size', code: 'class-size', params: { min: SMALLEST_CLASS, max: max ?? SMALLEST_CLASS } },
        ]);
      await this.db.repo(OrderClass).update({ offerId: classId }, { askedSize: size });
      await this.deadlines.finish({ offerId: classId }, ['rescue-class']);
      const { dueAt } = await this.deadlines.start({
        kind: 'agree-size',
        demandId: null,
        offerId: classId,
        ownerOrganisationId: found.offer.organisationId,
      });
      await this.note(actor, classId, 'class.ask-smaller', size);
      const params = { size, dueAt: dueAt.toISOString() };
      await this.voice.college('class-smaller', found, params, `${size}-${this.clock.now().getTime()}`);
    });
  }

  /** The class stands with the smaller floor: back to its selection, or confirmed. */
  async agree(actor: Actor, classId: string, note: string | null): Promise<void> {
    await this.answer(actor, classId, async (found, size) => {
      await this.keep(actor, found, { kind: 'resize', minSize: size, maxSize: found.offer.capacity, note });
      await this.db.repo(OrderClass).update({ offerId: classId }, { minSize: size, askedSize: null });
      Object.assign(found.row, { minSize: size, askedSize: null });
      await this.note(actor, classId, 'class.agree-smaller', size);
      await this.voice.officer('class-smaller-agreed', found, { size }, this.once());
      if (found.row.roster !== null) await this.classes.move(actor, found, 'reselect', { roster: null });
      else await this.settling.settle(actor, found);
      if (found.row.state === 'short') await this.settling.rescueClock(found);
    });
  }

  async refuse(actor: Actor, classId: string, note: string | null): Promise<void> {
    await this.answer(actor, classId, async (found, size) => {
      await this.keep(actor, found, { kind: 'decline', minSize: null, maxSize: null, note });
      await this.back(actor, found, size);
    });
  }

  /** 150 % of its time and not a word: the officer finds another way. */
  async lapse(classId: string): Promise<void> {
    const found = await this.classes.hold(classId);
    const { state, askedSize } = found.row;
    if (state === 'short' && askedSize !== null) await this.back(systemActor, found, askedSize);
  }

  private async back(actor: Actor, found: FoundClass, size: number): Promise<void> {
    await this.db.repo(OrderClass).update({ offerId: found.offer.id }, { askedSize: null });
    await this.deadlines.finish({ offerId: found.offer.id }, ['agree-size']);
    await this.note(actor, found.offer.id, 'class.refuse-smaller', size);
    const { dueAt } = await this.settling.rescueClock(found);
    await this.voice.officer('class-smaller-refused', found, { size, dueAt: dueAt.toISOString() }, this.once());
  }

  private async answer(actor: Actor, classId: string, work: (found: FoundClass, size: number) => Promise<void>) {
    await this.classes.require(actor, classId);
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      if (found.offer.organisationId !== actor.organisationId) throw new Problem('forbidden');
      const { state, askedSize } = found.row;
      if (state !== 'short' || askedSize === null) throw new Problem('state-changed', { state });
      await this.deadlines.finish({ offerId: classId }, ['agree-size']);
      await work(found, askedSize);
    });
  }

  private async keep(
    { userId }: Actor,
    { offer }: FoundClass,
    answer: Pick<ClassAnswer, 'kind' | 'minSize' | 'maxSize' | 'note'>,
  ): Promise<void> {
    const of = { id: newId(), classId: offer.id, codes: [], userId, at: this.clock.now() };
    await this.db.repo(ClassAnswer).insert({ ...answer, ...of });
  }

  private async note(actor: Actor, classId: string, action: AuditAction, size: number): Promise<void> {
    await this.audit.record(actor, { action, type: 'class', id: classId, after: { size } });
  }

  private once(): string {
    return String(this.clock.now().getTime());
  }
}
