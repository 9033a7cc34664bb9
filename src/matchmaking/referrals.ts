import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Organisations } from '../directory/organisations.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { Notices } from '../platform/notifications/notices.service.js';
import { Consents } from './consents.js';
import { Deadlines } from './deadlines.js';
import { Demand } from './demand.entity.js';
import { openReferralStates } from './lifecycle.js';
import { Lifecycle } from './lifecycle.service.js';
import { Offer } from './offer.entity.js';
import { Consent, Referral } from './referral.entity.js';

export interface ReferralDraft {
  readonly offer: Pick<Offer, 'id' | 'organisationId' | 'title'>;
  readonly tierKey: string | null;
  readonly quantity: number;
  readonly verdicts: object;
  /** The receiver's person who answers for it from the start; without one all of them are told. */
  readonly handlerId?: string;
}

export interface NewReferral extends ReferralDraft {
  readonly consentId: string | null;
  readonly state: 'sent' | 'awaiting-consent';
  /** A demand that may hold several parts at once takes more beside one that is agreed. */
  readonly besideAgreed?: boolean;
}

/** Referring, and every way a referral ends that is the same in all domains. Call inside a transaction. */
@Injectable()
export class Referrals {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lifecycle: Lifecycle,
    private readonly consents: Consents,
    private readonly deadlines: Deadlines,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Refers a demand to an offer's owner: at once where the enterprise has consented to this receiver, else it is asked
   * and the receiver's clock starts at its yes. The unique key on (demand, offer, attempt) makes a double click harmless.
   * @throws Problem `referral-cap` | `referral-open-already` | `state-changed`
   */
  async refer(actor: Actor, { id: demandId }: Demand, draft: ReferralDraft): Promise<Referral> {
    const demand = await this.lifecycle.hold(demandId);
    const consent = await this.consents.valid(demand.id, draft.offer.organisationId);
    const state = consent ? 'sent' : 'awaiting-consent';
    const referral = await this.open(actor, demand, { ...draft, consentId: consent?.id ?? null, state });
    if (consent) await this.announce(demand, referral, draft.offer.title);
    else await this.askConsent(demand, referral);
    return referral;
  }

  /** The referral itself: a slot of the enterprise's cap, the row, the demand's state. `demand` is held by the caller. */
  async open(actor: Actor, demand: Demand, draft: NewReferral): Promise<Referral> {
    if (!['listed', 'engaged', 'agreed'].includes(demand.state) || (demand.state === 'agreed' && !draft.besideAgreed))
      throw new Problem('state-changed', { state: demand.state });
    const earlier = await this.db.repo(Referral).find({ where: { demandId: demand.id, offerId: draft.offer.id } });
    if (earlier.some(isOpen)) throw new Problem('referral-open-already', { offer: draft.offer.title });
    await this.lifecycle.takeSlot(demand.id);
    const now = this.clock.now();
    const referral = this.db.repo(Referral).create({
      id: newId(),
      domain: demand.domain,
      demandId: demand.id,
      offerId: draft.offer.id,
      tierKey: draft.tierKey,
      recipientOrganisationId: draft.offer.organisationId,
      handlerId: draft.handlerId ?? null,
      quantity: draft.quantity,
      consentId: draft.consentId,
      attempt: earlier.length + 1,
      state: draft.state,
      referredBy: actor.userId,
      verdicts: draft.verdicts,
      createdAt: now,
      sentAt: draft.state === 'sent' ? now : null,
      seenAt: null,
      answeredAt: null,
      closedAt: null,
    });
    await this.db.repo(Referral).insert(referral);
    await this.audit.record(actor, {
      action: 'referral.create',
      type: 'demand',
      id: demand.id,
      after: {
        referral: referral.id,
        offer: draft.offer.id,
        recipient: referral.recipientOrganisationId,
        state: referral.state,
      },
    });
    if (demand.state !== 'agreed') await this.lifecycle.demand(actor, demand, 'engage');
    return referral;
  }

  private async announce(demand: Demand, referral: Referral, title: string): Promise<void> {
    const deadline = await this.deadlines.start({
      kind: 'answer-referral',
      demandId: demand.id,
      referralId: referral.id,
      ownerOrganisationId: referral.recipientOrganisationId,
      ownerUserId: referral.handlerId,
    });
    const { handlerId } = referral;
    const kind = handlerId ? 'referral-assigned' : 'referral-received';
    await this.notices.tell({
      kind,
      to: handlerId
        ? { userIds: [handlerId] }
        : { organisationId: referral.recipientOrganisationId, permission: `${demand.domain}.referral.answer` },
      about: { type: 'referral', id: referral.id, href: `/${demand.domain}/referrals/${referral.id}` },
      params: { number: demand.number ?? '', product: title, dueAt: deadline.dueAt.toISOString() },
      eventKey: `${kind}:${referral.id}`,
      demandId: demand.id,
      referralId: referral.id,
    });
  }

  private async askConsent(demand: Demand, referral: Referral): Promise<void> {
    await this.deadlines.start({
      kind: 'grant-consent',
      demandId: demand.id,
      referralId: referral.id,
      ownerOrganisationId: demand.organisationId,
    });
    await this.notices.tell({
      kind: 'consent-asked',
      to: { organisationId: demand.organisationId, permission: `${demand.domain}.need.consent` },
      about: { type: 'demand', id: demand.id, href: `/${demand.domain}/needs/${demand.id}/consents` },
      params: {
        number: demand.number ?? '',
        institutions: [await this.organisations.nameOf(referral.recipientOrganisationId)],
      },
      eventKey: `consent-asked:${referral.id}`,
      demandId: demand.id,
      referralId: referral.id,
    });
  }

  /** The enterprise said yes to a receiver: what waited for it is sent, and the receiver's clock starts now. */
  async consentGiven(actor: Actor, { id }: Demand, consent: Consent): Promise<number> {
    const demand = await this.lifecycle.hold(id);
    const waiting = await this.db.repo(Referral).find({
      where: {
        demandId: demand.id,
        recipientOrganisationId: consent.receiverOrganisationId,
        state: 'awaiting-consent',
      },
    });
    for (const referral of waiting) {
      await this.lifecycle.referral(actor, referral, 'send', { consentId: consent.id, sentAt: this.clock.now() });
      await this.deadlines.finish({ referralId: referral.id }, ['grant-consent']);
      const offer = await this.db.repo(Offer).findOneByOrFail({ id: referral.offerId });
      await this.announce(demand, referral, offer.title);
    }
    return waiting.length;
  }

  /**
   * One click: the consent ends, its referrals close, the receiver is told and sees nothing more of the demand.
   * @throws Problem `consent-over` (withdrawn before) | `not-found` (never given)
   */
  async consentWithdrawn(actor: Actor, { id }: Demand, receiver: string): Promise<void> {
    const demand = await this.lifecycle.hold(id);
    if (!(await this.consents.withdraw(actor, demand.id, receiver))) {
      const given = (await this.consents.of(id)).some((consent) => consent.receiverOrganisationId === receiver);
      throw new Problem(given ? 'consent-over' : 'not-found');
    }
    const open = await this.openOf(demand.id);
    for (const referral of open.filter((one) => one.recipientOrganisationId === receiver)) {
      await this.end(actor, demand, referral, 'withdraw');
    }
    await this.settle(actor, demand);
  }

  /** Ends one referral, stops its clocks and tells its receiver (`notice`: why, where it is not the action's own word). */
  async end(
    actor: Actor,
    demand: Demand,
    referral: Referral,
    action: 'withdraw' | 'not-choose' | 'release' | 'lapse',
    notice: string = endings[action],
  ): Promise<void> {
    const told = referral.state !== 'awaiting-consent';
    await this.lifecycle.referral(actor, referral, action);
    await this.deadlines.finishAll({ referralId: referral.id });
    if (!told) return;
    await this.notices.tell({
      kind: notice,
      to: { organisationId: referral.recipientOrganisationId, permission: `${demand.domain}.referral.answer` },
      about: { type: 'referral', id: referral.id, href: `/${demand.domain}/referrals/${referral.id}` },
      params: { number: demand.number ?? '' },
      eventKey: `referral-${action}:${referral.id}`,
      demandId: demand.id,
    });
  }

  /** With no referral open any more the demand is back on the list, for the officer to go on with. */
  async settle(actor: Actor, demand: Demand): Promise<void> {
    if (demand.state !== 'engaged' && demand.state !== 'agreed') return;
    if ((await this.openOf(demand.id)).length > 0) return;
    await this.lifecycle.demand(actor, demand, demand.state === 'agreed' ? 'reopen' : 'disengage', { reserved: 0 });
  }

  async openOf(demandId: string): Promise<Referral[]> {
    return this.db
      .repo(Referral)
      .find({ where: { demandId, state: In([...openReferralStates]) }, order: { createdAt: 'ASC' } });
  }
}

/** What the receiver is told when a referral ends without its doing. */
const endings = {
  withdraw: 'consent-withdrawn',
  'not-choose': 'quote-not-chosen',
  release: 'quote-not-chosen',
  lapse: 'referral-lapsed',
} as const;

export const isOpen = (referral: Referral): boolean =>
  (openReferralStates as readonly string[]).includes(referral.state);
