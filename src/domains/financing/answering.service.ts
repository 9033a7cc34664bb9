import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Consents } from '../../matchmaking/consents.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Offer } from '../../matchmaking/offer.entity.js';
import { Referral, ResponseRow } from '../../matchmaking/referral.entity.js';
import { isOpen, Referrals } from '../../matchmaking/referrals.js';
import { Visibility } from '../../matchmaking/visibility.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { FinancingReferral, Quote, QuoteFee, type Stage } from './deal.entity.js';
import { EndedQuotes } from './ended-quotes.js';
import { FinancingNeed } from './need.entity.js';
import { Needs } from './needs.service.js';
import type { QuoteInput } from './answering.forms.js';

const SECURED = /mortgage|pledge/;

interface Found {
  readonly referral: Referral;
  readonly demand: Demand;
  readonly step: FinancingReferral;
}

/** The bank's side (F8): accept or decline with codes, first contact, papers asked for, quote, hand over to a colleague. */
@Injectable()
export class Answering {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly consents: Consents,
    private readonly deadlines: Deadlines,
    private readonly needs: Needs,
    private readonly quotes: EndedQuotes,
  ) {}

  async require(actor: Actor, id: string): Promise<Found> {
    const referral = await this.visibility.referral(actor, id);
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId });
    const step = await this.db.repo(FinancingReferral).findOneByOrFail({ referralId: id });
    return { referral, demand, step };
  }

  /** The first look by the recipient is noted; the enterprise sees it. */
  async seen(actor: Actor, referral: Referral): Promise<void> {
    if (referral.seenAt !== null || actor.organisationId !== referral.recipientOrganisationId) return;
    const now = this.clock.now();
    await this.db.transaction(async () => {
      await this.db.execute('UPDATE referral SET seenAt = ? WHERE id = ? AND seenAt IS NULL', [now, referral.id]);
    });
    referral.seenAt = now;
  }

  async accept(actor: Actor, id: string): Promise<void> {
    await this.inTurn(
      actor,
      id,
      (who, which) => this.answerable(who, which),
      async ({ referral, demand }) => {
        const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
        await this.lifecycle.referral(actor, referral, 'accept', {
          answeredAt: this.clock.now(),
          handlerId: actor.userId,
        });
        await this.respond(actor, id, 'accepted', [], null);
        await this.deadlines.finish({ referralId: id }, ['answer-referral']);
        const owner = {
          demandId: demand.id,
          referralId: id,
          ownerOrganisationId: actor.organisationId,
          ownerUserId: actor.userId,
        };
        await this.deadlines.start({ kind: 'first-contact', ...owner });
        const secured = (need.guarantees ?? []).some((code) => SECURED.test(code));
        await this.deadlines.start({ kind: secured ? 'quote-secured' : 'quote', ...owner });
        await this.tellBothSides(demand, 'referral-accepted', {
          institution: actor.organisationName,
          product: await this.productOf(referral),
        });
      },
    );
  }

  async decline(actor: Actor, id: string, codes: readonly string[], note: string | null): Promise<void> {
    if (codes.length === 0) throw new Problem('validation', {}, [{ field: 'codes', code: 'required', params: {} }]);
    if (codes.includes('other') && !note)
      throw new Problem('validation', {}, [{ field: 'note', code: 'required', params: {} }]);
    await this.inTurn(
      actor,
      id,
      (who, which) => this.answerable(who, which),
      async ({ referral, demand }) => {
        await this.lifecycle.referral(actor, referral, 'decline', {
          answeredAt: referral.answeredAt ?? this.clock.now(),
        });
        await this.respond(actor, id, 'declined', codes, note);
        await this.deadlines.finishAll({ referralId: id });
        await this.quotes.clear(demand.id);
        await this.referrals.settle(actor, demand);
        await this.tellBothSides(demand, 'referral-declined', { institution: actor.organisationName });
      },
    );
  }

  /** 首次联系: how and when; stops the first-contact clock. */
  async contact(actor: Actor, id: string, how: string, note: string | null): Promise<void> {
    await this.inTurn(
      actor,
      id,
      (who, which) => this.accepted(who, which),
      async ({ referral, step }) => {
        await this.respond(actor, referral.id, 'contacted', [how], note);
        await this.deadlines.finish({ referralId: id }, ['first-contact']);
        if (step.stage === 'waiting') await this.stage(id, 'contacted');
      },
    );
  }

  /** Papers are asked for: the quote clock stops until the enterprise has supplied them, and the pause is shown. */
  async askPapers(actor: Actor, id: string, papers: string): Promise<void> {
    await this.inTurn(
      actor,
      id,
      (who, which) => this.accepted(who, which),
      async ({ demand }) => {
        await this.respond(actor, id, 'papers-asked', [], papers);
        await this.db.repo(FinancingReferral).update({ referralId: id }, { stage: 'papers', papersAsked: papers });
        for (const kind of ['quote', 'quote-secured'] as const) await this.deadlines.pause(id, kind);
        await this.deadlines.finish({ referralId: id }, ['supply-papers']);
        const { dueAt } = await this.deadlines.start({
          kind: 'supply-papers',
          demandId: demand.id,
          referralId: id,
          ownerOrganisationId: demand.organisationId,
        });
        await this.needs.tell(
          demand,
          'papers-asked',
          { organisationId: demand.organisationId, permission: 'financing.need.read' },
          { institution: actor.organisationName, dueAt: dueAt.toISOString() },
          id,
        );
      },
    );
  }

  /** The enterprise says the papers are there; the bank's clock goes on. */
  async suppliedPapers(actor: Actor, id: string, note: string | null): Promise<void> {
    await this.inTurn(
      actor,
      id,
      (who, which) => this.require(who, which),
      async ({ referral, demand, step }) => {
        if (actor.organisationId !== demand.organisationId && actor.organisationKind !== 'centre')
          throw new Problem('forbidden');
        if (referral.state !== 'accepted' || step.stage !== 'papers')
          throw new Problem('state-changed', { state: step.stage });
        await this.respond(actor, id, 'papers-supplied', [], note);
        const quoted = await this.db.repo(Quote).existsBy({ referralId: id, state: 'open' });
        await this.db
          .repo(FinancingReferral)
          .update({ referralId: id, stage: 'papers' }, { stage: quoted ? 'quoted' : 'surveying', papersAsked: null });
        await this.deadlines.finish({ referralId: id }, ['supply-papers']);
        for (const kind of ['quote', 'quote-secured'] as const) await this.deadlines.resume(id, kind);
        const to = referral.handlerId
          ? { userIds: [referral.handlerId] }
          : { organisationId: referral.recipientOrganisationId, permission: 'financing.referral.answer' };
        await this.needs.tell(demand, 'papers-supplied', to, {}, id);
      },
    );
  }

  /** A quote with every fee and who gets it; a newer one takes the older one's place. */
  async quote(actor: Actor, id: string, input: QuoteInput): Promise<Quote> {
    if (input.validUntil < this.clock.today())
      throw new Problem('validation', {}, [{ field: 'validUntil', code: 'day-past', params: {} }]);
    return this.inTurn(
      actor,
      id,
      (who, which) => this.accepted(who, which),
      async ({ demand }) => {
        await this.db.repo(Quote).update({ referralId: id, state: 'open' }, { state: 'superseded' });
        const { fees, ...terms } = input;
        const quote = this.db.repo(Quote).create({
          ...terms,
          id: newId(),
          referralId: id,
          demandId: demand.id,
          state: 'open',
          quotedBy: actor.userId,
          quotedAt: this.clock.now(),
        });
        await this.db.repo(Quote).insert(quote);
        for (const fee of fees) await this.db.repo(QuoteFee).insert({ ...fee, id: newId(), quoteId: quote.id });
        await this.respond(actor, id, 'quoted', [], null);
        await this.db.repo(FinancingReferral).update({ referralId: id }, { stage: 'quoted', papersAsked: null });
        await this.deadlines.finish({ referralId: id }, [
          'first-contact',
          'quote',
          'quote-secured',
          'supply-papers',
          'choose-quote',
        ]);
        await this.deadlines.start({
          kind: 'choose-quote',
          demandId: demand.id,
          referralId: id,
          ownerOrganisationId: demand.organisationId,
        });
        await this.needs.tell(
          demand,
          'quote-received',
          { organisationId: demand.organisationId, permission: 'financing.need.read' },
          { institution: actor.organisationName },
          id,
        );
        return quote;
      },
    );
  }

  async handOver(actor: Actor, id: string, colleagueId: string, note: string | null): Promise<void> {
    const [colleague] = await this.db.select<{ id: string }>(
      'SELECT u.id FROM user_account u JOIN membership m ON m.userId = u.id WHERE u.id = ? AND m.organisationId = ? AND u.state = ?',
      [colleagueId, actor.organisationId, 'active'],
    );
    if (!colleague) throw new Problem('not-found');
    await this.inTurn(
      actor,
      id,
      (who, which) => this.answerable(who, which),
      async ({ demand, referral }) => {
        if (!isOpen(referral)) throw new Problem('state-changed', { state: referral.state });
        await this.db.repo(Referral).update({ id }, { handlerId: colleagueId });
        await this.db.execute(
          'UPDATE deadline SET ownerUserId = ? WHERE referralId = ? AND ownerOrganisationId = ? AND doneAt IS NULL',
          [colleagueId, id, actor.organisationId],
        );
        await this.respond(actor, id, 'handed-over', [], note);
        await this.needs.tell(demand, 'referral-handed-over', { userIds: [colleagueId] }, {}, id);
      },
    );
  }

  /** Colleagues who could take a referral over: active people of the same institution who may answer. */
  async colleagues(actor: Actor): Promise<{ id: string; name: string }[]> {
    return this.db.select(
      `SELECT DISTINCT u.id, u.name FROM user_account u JOIN membership m ON m.userId = u.id
        WHERE m.organisationId = ? AND u.state = 'active' AND u.id <> ? ORDER BY u.name`,
      [actor.organisationId, actor.userId],
    );
  }

  /**
   * Acts on a referral as it stands when its turn has come. One that moved on since the caller looked at it is left
   * alone: who declines a referral that a colleague accepts at this moment has decided about another state.
   */
  private async inTurn<T>(
    actor: Actor,
    id: string,
    check: (actor: Actor, id: string) => Promise<Found>,
    work: (found: Found) => Promise<T>,
  ): Promise<T> {
    const looked = await check(actor, id);
    return this.db.transaction(async () => {
      await this.lifecycle.hold(looked.demand.id);
      const found = await check(actor, id);
      if (found.referral.state !== looked.referral.state)
        throw new Problem('state-changed', { state: found.referral.state });
      return work(found);
    });
  }

  /** The recipient's own, and the consent still holds: nothing is done on a need whose enterprise has said no. */
  private async answerable(actor: Actor, id: string) {
    const found = await this.require(actor, id);
    if (actor.organisationId !== found.referral.recipientOrganisationId) throw new Problem('forbidden');
    if (!(await this.consents.valid(found.demand.id, found.referral.recipientOrganisationId)))
      throw new Problem('consent-missing');
    return found;
  }

  private async accepted(actor: Actor, id: string) {
    const found = await this.answerable(actor, id);
    if (found.referral.state !== 'accepted') throw new Problem('state-changed', { state: found.referral.state });
    return found;
  }

  private async stage(referralId: string, stage: Stage): Promise<void> {
    await this.db.repo(FinancingReferral).update({ referralId }, { stage });
  }

  private async respond(
    actor: Actor,
    referralId: string,
    kind: string,
    codes: readonly string[],
    note: string | null,
  ): Promise<void> {
    const side =
      actor.organisationKind === 'enterprise'
        ? 'enterprise'
        : actor.organisationKind === 'centre'
          ? 'centre'
          : 'recipient';
    await this.db.repo(ResponseRow).insert({
      id: newId(),
      referralId,
      side,
      kind,
      codes: [...codes],
      note,
      userId: actor.userId,
      at: this.clock.now(),
    });
  }

  private async productOf(referral: Referral): Promise<string> {
    return (await this.db.repo(Offer).findOneByOrFail({ id: referral.offerId })).title;
  }

  private async tellBothSides(demand: Demand, kind: string, params: Record<string, string>): Promise<void> {
    await this.needs.tell(
      demand,
      kind,
      { organisationId: demand.organisationId, permission: 'financing.need.read' },
      params,
    );
    if (demand.officerId) await this.needs.tell(demand, kind, { userIds: [demand.officerId] }, params);
  }
}
