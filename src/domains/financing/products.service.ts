import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { CriterionRow, Offer, type OfferState } from '../../matchmaking/offer.entity.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Counters } from '../../platform/database/counters.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { Outbox } from '../../platform/outbox/outbox.service.js';
import { OFFER_CHANGED } from './events.js';
import { checkProduct } from './product-check.js';
import type { ProductInput } from './product-input.js';
import { LoanProduct, Tier } from './product.entity.js';

export const productMoves = ['propose', 'publish', 'return', 'pause', 'resume', 'retire'] as const;
export type ProductMove = (typeof productMoves)[number];

/** draft → review → on shelf → paused → off (F5). Banks write, the centre publishes. */
const moves: Readonly<
  Record<ProductMove, { from: readonly OfferState[]; to: OfferState; by: 'bank' | 'centre' | 'both' }>
> = {
  propose: { from: ['draft'], to: 'review', by: 'both' },
  publish: { from: ['draft', 'review', 'paused'], to: 'on-shelf', by: 'centre' },
  return: { from: ['review'], to: 'draft', by: 'centre' },
  pause: { from: ['on-shelf'], to: 'paused', by: 'both' },
  resume: { from: ['paused'], to: 'review', by: 'bank' },
  retire: { from: ['draft', 'review', 'on-shelf', 'paused'], to: 'off', by: 'both' },
};

/** A product nobody has confirmed for this long is stale: 待更新. */
export const STALE_DAYS = 90;

@Injectable()
export class Products {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** Everybody who may read products sees the shelf; a bank also its own drafts, the centre all. */
  async require(actor: Actor, id: string): Promise<Offer> {
    const offer = await this.db.repo(Offer).findOneBy({ id, domain: 'financing' });
    const seen =
      offer &&
      (offer.state === 'on-shelf' ||
        actor.organisationKind === 'centre' ||
        offer.organisationId === actor.organisationId);
    if (!seen) throw new Problem('not-found');
    return offer;
  }

  /** @throws Problem `not-found` | `forbidden` where the caller may not write it */
  async requireEditable(actor: Actor, id: string): Promise<Offer> {
    const offer = await this.require(actor, id);
    const own = offer.organisationId === actor.organisationId || actor.organisationKind === 'centre';
    if (!own || !may(actor, 'financing.product.edit')) throw new Problem('forbidden');
    return offer;
  }

  async create(actor: Actor, input: ProductInput): Promise<Offer> {
    if (actor.organisationKind !== 'centre' && input.organisationId !== actor.organisationId)
      throw new Problem('not-found');
    checkProduct(input);
    return this.db.transaction(async () => {
      const number = input.number ?? (await this.counters.nextNumber('CP', Number(this.clock.today().slice(0, 4))));
      const offer = Object.assign(new Offer(), {
        id: newId(),
        domain: 'financing',
        kind: 'loan',
        number,
        title: input.title,
        organisationId: input.organisationId,
        parentOfferId: null,
        state: 'draft' as const,
        revision: 1,
        capacity: input.capacity,
        taken: 0,
        sample: input.sample ?? false,
        createdAt: this.clock.now(),
      });
      await this.db.repo(Offer).insert(offer);
      await this.db.repo(LoanProduct).insert({ ...input.terms, offerId: offer.id });
      await this.writeRevision(offer, input);
      await this.audit.record(actor, {
        action: 'product.create',
        type: 'offer',
        id: offer.id,
        after: { organisation: offer.organisationId },
      });
      return offer;
    });
  }

  /**
   * Terms and criteria are never changed in place: an edit writes the next revision, so that old runs still say what
   * they saw. An edit by the bank goes back to review; the centre's own edit stays on the shelf.
   */
  async edit(actor: Actor, id: string, input: ProductInput, version: number): Promise<void> {
    const offer = await this.requireEditable(actor, id);
    checkProduct(input);
    await this.db.transaction(async () => {
      const state = actor.organisationKind !== 'centre' && offer.state === 'on-shelf' ? 'review' : offer.state;
      const revision = offer.revision + 1;
      const changed = await this.db.transition(
        Offer,
        id,
        [offer.state],
        { state, revision, title: input.title, capacity: input.capacity },
        { version },
      );
      if (!changed) throw new Problem('conflict-version');
      Object.assign(offer, { state, revision });
      await this.db.repo(LoanProduct).update({ offerId: id }, input.terms);
      await this.writeRevision(offer, input);
      await this.audit.record(actor, { action: 'product.edit', type: 'offer', id, after: { revision, state } });
      await this.outbox.emit(OFFER_CHANGED, { offerId: id }, id);
    });
  }

  private async writeRevision(offer: Offer, { tiers, criteria }: ProductInput): Promise<void> {
    const of = { offerId: offer.id, revision: offer.revision };
    for (const [position, tier] of tiers.entries())
      await this.db.repo(Tier).insert({ ...tier, ...of, id: newId(), position });
    for (const [position, criterion] of criteria.entries()) {
      await this.db
        .repo(CriterionRow)
        .insert({ ...criterion, value: criterion.value as object, ...of, id: newId(), position });
    }
  }

  /** What the caller may do with a product in its present state, in the order of its life. */
  movesOf(actor: Actor, offer: Offer): ProductMove[] {
    const centre = actor.organisationKind === 'centre';
    const own = offer.organisationId === actor.organisationId || centre;
    if (!own || !may(actor, 'financing.product.edit')) return [];
    return (Object.keys(moves) as ProductMove[]).filter((move) => {
      const { from, by } = moves[move];
      const allowed = by === 'both' || (by === 'centre') === centre;
      return allowed && from.includes(offer.state) && (move !== 'publish' || may(actor, 'financing.product.publish'));
    });
  }

  async move(actor: Actor, id: string, move: ProductMove): Promise<void> {
    const offer = await this.requireEditable(actor, id);
    const { from, to, by } = moves[move];
    const centre = actor.organisationKind === 'centre';
    if ((by === 'centre' && !(centre && may(actor, 'financing.product.publish'))) || (by === 'bank' && centre))
      throw new Problem('forbidden');
    await this.db.transaction(async () => {
      if (!(await this.db.transition(Offer, id, from, { state: to })))
        throw new Problem('state-changed', { state: offer.state });
      if (to === 'on-shelf') await this.db.repo(LoanProduct).update({ offerId: id }, { checkedOn: this.clock.today() });
      await this.audit.record(actor, {
        action: `product.${move}`,
        type: 'offer',
        id,
        before: { state: offer.state },
        after: { state: to },
      });
      await this.outbox.emit(OFFER_CHANGED, { offerId: id }, id);
    });
  }

  /** 仍有效: the owner looked at it and nothing changed. */
  async stillValid(actor: Actor, id: string): Promise<void> {
    await this.requireEditable(actor, id);
    await this.db.transaction(async () => {
      await this.db.repo(LoanProduct).update({ offerId: id }, { checkedOn: this.clock.today() });
      await this.audit.record(actor, { action: 'product.still-valid', type: 'offer', id });
    });
  }

  isStale(checkedOn: string | null): boolean {
    return checkedOn === null || checkedOn < addDays(this.clock.today(), -STALE_DAYS);
  }
}
