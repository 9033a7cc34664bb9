import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import { Organisations } from '../../../directory/organisations.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import type { Deadline } from '../../../matchmaking/referral.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import type { OrderClass } from './class.entity.js';
import { ClassVoice } from './class-voice.js';
import { DemandStanding } from '../demands/demand-standing.js';
import { OrderClasses, type FoundClass, type Member } from './order-classes.js';
import { Milestones } from '../record/milestones.service.js';

/**
 * Whether a class stands: when every firm has answered, it is confirmed if the confirmed seats reach its floor, and
 * short if not. Call inside a transaction that holds the class, after any answer.
 */
@Injectable()
export class ClassSettling {
  constructor(
    private readonly clock: BusinessClock,
    private readonly classes: OrderClasses,
    private readonly organisations: Organisations,
    private readonly lifecycle: Lifecycle,
    private readonly standing: DemandStanding,
    private readonly deadlines: Deadlines,
    private readonly voice: ClassVoice,
    private readonly milestones: Milestones,
  ) {}

  async settle(actor: Actor, found: FoundClass): Promise<void> {
    const members = await this.classes.members(found.offer.id);
    if (members.some(({ part }) => part.stage === 'asked') || (await this.waitsForOthers(found))) return;
    const seats = members.reduce((sum, { referral }) => sum + referral.quantity, 0);
    const stands = seats >= found.row.minSize;
    const { state } = found.row;
    if (state === 'short' && found.row.roster !== null) return this.admit(found, members);
    if (state === 'consulting' || state === 'short') {
      if (stands) await this.confirm(actor, found, members);
      else if (state === 'consulting') await this.fallShort(actor, found, seats);
    } else if (state === 'to-sign' || state === 'signed' || state === 'selecting') {
      if (stands) await this.admit(found, members);
      else await this.fallShort(actor, found, seats);
    }
  }

  /** The college has not answered yet, or an officer still has to cut seats. */
  private async waitsForOthers({ offer }: FoundClass): Promise<boolean> {
    const open = await this.deadlines.openOf({ offerId: offer.id });
    return open.some(({ kind }) => kind === 'answer-class' || kind === 'shrink-class');
  }

  /** From here on its members and the college know each other's names. */
  private async confirm(actor: Actor, found: FoundClass, members: readonly Member[]): Promise<void> {
    await this.classes.move(actor, found, 'confirm', { confirmedAt: this.clock.now() });
    await this.deadlines.finish({ offerId: found.offer.id }, ['rescue-class']);
    await this.admit(found, members);
    await this.milestones.plan(actor, found);
    const { dueAt } = await this.deadlines.start({
      kind: 'sign-class',
      demandId: null,
      offerId: found.offer.id,
      ownerOrganisationId: found.offer.organisationId,
    });
    const params = { firms: members.length, dueAt: dueAt.toISOString() };
    await this.voice.college('class-confirmed', found, params, 'confirm');
    await this.voice.officer('class-confirmed', found, params, 'confirm');
  }

  /** On the record of each demand this is the platform's doing: whose answer was the last is not for the other firms. */
  private async admit(found: FoundClass, members: readonly Member[]): Promise<void> {
    for (const { referral } of members) {
      if (referral.state !== 'accepted') continue;
      await this.lifecycle.hold(referral.demandId);
      await this.lifecycle.referral(systemActor, referral, 'agree');
      await this.standing.settle(systemActor, referral.demandId);
      await this.voice.firm('seats-agreed', found, referral, {}, { once: 'agree' });
    }
  }

  /** Below its floor with so many people, seats or (with `roster`) students; an officer finds a way. */
  async fallShort(actor: Actor, found: FoundClass, people: number, patch: Partial<OrderClass> = {}): Promise<void> {
    await this.classes.move(actor, found, 'fall-short', patch);
    const { dueAt } = await this.rescueClock(found);
    const missing = found.row.minSize - people;
    const once = `short-${this.clock.now().getTime()}`;
    await this.voice.officer('class-short', found, { missing, dueAt: dueAt.toISOString() }, once);
    await this.voice.college('class-short', found, { missing, dueAt: dueAt.toISOString() }, once);
    for (const { referral } of await this.classes.members(found.offer.id))
      await this.voice.firm('class-waits', found, referral, { missing }, { once });
  }

  async rescueClock({ offer, row }: FoundClass): Promise<Deadline> {
    return this.deadlines.start({
      kind: 'rescue-class',
      demandId: null,
      offerId: offer.id,
      ownerOrganisationId: await this.organisations.centreId(),
      ownerUserId: row.officerId,
    });
  }
}
