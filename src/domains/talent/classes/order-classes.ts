import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { openReferralStates } from '../../../matchmaking/lifecycle.js';
import { OfferCapacity } from '../../../matchmaking/offer-capacity.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { ClassAnswer, OrderClass, TalentReferral } from './class.entity.js';
import { classMachine, type ClassAction } from './class-life.js';
import { TALENT_OFFER_CHANGED } from '../events.js';

export interface FoundClass {
  readonly offer: Offer;
  readonly row: OrderClass;
}

/** A firm's part of a class. */
export interface Member {
  readonly referral: Referral;
  readonly part: TalentReferral;
}

/** Order classes: who may see one, how it moves from state to state, and who is in it. */
@Injectable()
export class OrderClasses {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly capacity: OfferCapacity,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** The centre sees all, a college its own, an enterprise those it has (or had) seats in; to others it is not there. */
  visibleTo(actor: Actor, alias = 'o'): { sql: string; params: string[] } {
    if (actor.organisationKind === 'centre') return { sql: '1 = 1', params: [] };
    if (actor.organisationKind === 'college')
      return { sql: `${alias}.organisationId = ?`, params: [actor.organisationId] };
    return {
      sql: `${alias}.id IN (SELECT r.offerId FROM referral r JOIN demand d ON d.id = r.demandId WHERE d.organisationId = ?)`,
      params: [actor.organisationId],
    };
  }

  /** @throws Problem `not-found` when it is not the actor's to see */
  async require(actor: Actor, id: string): Promise<FoundClass> {
    const { sql, params } = this.visibleTo(actor);
    const [seen] = await this.db.select<{ id: string }>(
      `SELECT o.id FROM offer o WHERE o.id = ? AND o.domain = 'talent' AND o.kind = 'class' AND ${sql}`,
      [id, ...params],
    );
    if (!seen) throw new Problem('not-found');
    return this.find(id);
  }

  async find(id: string): Promise<FoundClass> {
    return {
      offer: await this.db.repo(Offer).findOneByOrFail({ id }),
      row: await this.db.repo(OrderClass).findOneByOrFail({ offerId: id }),
    };
  }

  /** The class as it stands now, with its programme, held until the transaction ends: what is decided is decided in turn. */
  async hold(id: string): Promise<FoundClass> {
    const { programmeId } = await this.db.repo(OrderClass).findOneByOrFail({ offerId: id });
    await this.capacity.hold(programmeId);
    await this.capacity.hold(id);
    return this.find(id);
  }

  /** @throws Problem `state-changed` */
  async move(actor: Actor, { row, offer }: FoundClass, action: ClassAction, patch: Partial<OrderClass> = {}) {
    const { from, to } = classMachine.actions[action];
    const before = row.state;
    const ends = classMachine.isFinal(to);
    const change = { ...patch, state: to, ...(ends && { endedAt: this.clock.now() }) };
    const { affected } = await this.db.repo(OrderClass).update({ offerId: row.offerId, state: In([...from]) }, change);
    if (affected !== 1) throw new Problem('state-changed', { state: before });
    Object.assign(row, change);
    if (ends) await this.db.repo(Offer).update({ id: offer.id }, { state: 'off' });
    await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: offer.id }, offer.id);
    await this.audit.record(actor, {
      action: `class.${action}`,
      type: 'class',
      id: offer.id,
      before: { state: before },
      after: { state: to, ...(patch.endReason && { reason: patch.endReason }) },
    });
  }

  /** Who holds seats in it, the oldest first. */
  async members(classId: string): Promise<Member[]> {
    const referrals = await this.db.repo(Referral).find({
      where: { offerId: classId, state: In([...openReferralStates, 'fulfilled']) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const parts = await this.db.repo(TalentReferral).findBy({ referralId: In(referrals.map(({ id }) => id)) });
    const byId = new Map(parts.map((part) => [part.referralId, part]));
    return referrals.flatMap((referral) => {
      const part = byId.get(referral.id);
      return part ? [{ referral, part }] : [];
    });
  }

  /** The college's answer that holds now. */
  async lastAnswer(classId: string): Promise<ClassAnswer | null> {
    return this.db.repo(ClassAnswer).findOne({ where: { classId }, order: { at: 'DESC', id: 'DESC' } });
  }
}
