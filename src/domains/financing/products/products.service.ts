import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { CriterionRow, Offer } from '../../../matchmaking/offer.entity.js';
import { Shelf, type ShelfLine } from '../../../matchmaking/shelf.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Counters } from '../../../platform/database/counters.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { OFFER_CHANGED } from '../events.js';
import { checkProduct } from './product-check.js';
import type { ProductInput } from './product-input.js';
import { LoanProduct, Tier } from './product.entity.js';

export const productMoves = ['propose', 'publish', 'return', 'pause', 'resume', 'retire'] as const;
export type ProductMove = (typeof productMoves)[number];

const publishes = 'financing.product.publish';

/** draft → review → on shelf → paused → off (F5). Banks write, the centre publishes. */
export const productLine: ShelfLine<ProductMove> = {
  domain: 'financing',
  kind: 'loan',
  noun: 'product',
  edit: 'financing.product.edit',
  moves: {
    propose: { from: ['draft'], to: 'review', by: 'both', act: 'product.propose' },
    publish: {
      from: ['draft', 'review', 'paused'],
      to: 'on-shelf',
      by: 'centre',
      permission: publishes,
      act: 'product.publish',
    },
    return: { from: ['review'], to: 'draft', by: 'centre', permission: publishes, act: 'product.return' },
    pause: { from: ['on-shelf'], to: 'paused', by: 'both', act: 'product.pause' },
    resume: { from: ['paused'], to: 'review', by: 'owner', act: 'product.resume' },
    retire: { from: ['draft', 'review', 'on-shelf', 'paused'], to: 'off', by: 'both', act: 'product.retire' },
  },
};

/** A product nobody has confirmed for this long is stale: 待更新. */
export const STALE_DAYS = 90;

@Injectable()
export class Products {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly shelf: Shelf,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  require(actor: Actor, id: string): Promise<Offer> {
    return this.shelf.require(actor, productLine, id);
  }

  requireEditable(actor: Actor, id: string): Promise<Offer> {
    return this.shelf.requireEditable(actor, productLine, id);
  }

  /** What is left of a product's total is for its bank and the centre. */
  seesRoom(actor: Actor, { organisationId }: Offer): boolean {
    return actor.organisationKind === 'centre' || organisationId === actor.organisationId;
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

  movesOf(actor: Actor, offer: Offer): ProductMove[] {
    return this.shelf.movesOf(actor, productLine, offer);
  }

  async move(actor: Actor, id: string, move: ProductMove): Promise<void> {
    const offer = await this.requireEditable(actor, id);
    await this.db.transaction(async () => {
      await this.shelf.move(actor, productLine, offer, move);
      if (productLine.moves[move].to === 'on-shelf')
        await this.db.repo(LoanProduct).update({ offerId: id }, { checkedOn: this.clock.today() });
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
