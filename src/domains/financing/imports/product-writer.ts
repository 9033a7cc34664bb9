import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { CriterionRow, Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { OfferCatalogue } from '../products/offer-catalogue.js';
import type { ProductInput } from '../products/product-input.js';
import { LoanProduct, Tier } from '../products/product.entity.js';
import { Products } from '../products/products.service.js';
import type { ProductCells } from './product-cells.js';

interface ProductBefore {
  readonly revision: number;
  readonly state: Offer['state'];
  /** What the product was before an update; null when the import made it. */
  readonly input: ProductInput | null;
}

export interface Written {
  readonly id: string;
  readonly before: ProductBefore;
}

/** Writes imported products through the shelf's own rules, and takes them back. */
@Injectable()
export class ProductWriter {
  constructor(
    private readonly db: Database,
    private readonly products: Products,
    private readonly catalogue: OfferCatalogue,
    private readonly audit: Audit,
  ) {}

  /** The centre puts on the shelf what the sheet says is on it; a bank's product goes to review. */
  async create(
    actor: Actor,
    input: Omit<ProductInput, 'number'>,
    { number, state = 'draft' }: ProductCells,
  ): Promise<Written> {
    const centre = actor.organisationKind === 'centre';
    const { id } = await this.products.create(actor, centre ? { ...input, number } : input);
    const publishes = centre && may(actor, 'financing.product.publish') && ['on-shelf', 'paused'].includes(state);
    if (publishes) await this.products.move(actor, id, 'publish');
    else if (state !== 'draft') await this.products.move(actor, id, 'propose');
    if (publishes && state === 'paused') await this.products.move(actor, id, 'pause');
    // Publishing counts as looking at it today; the sheet knows the day on which it was really compared.
    await this.db.repo(LoanProduct).update({ offerId: id }, { checkedOn: input.terms.checkedOn });
    return { id, before: await this.mark(id, null) };
  }

  async update(actor: Actor, id: string, input: Omit<ProductInput, 'number'>): Promise<Written> {
    const offer = await this.products.require(actor, id);
    const old = await this.inputOf(offer);
    await this.products.edit(actor, id, input, offer.version);
    return { id, before: { ...(await this.mark(id, old)), state: offer.state } };
  }

  private async mark(id: string, input: ProductInput | null): Promise<ProductBefore> {
    const { revision, state } = await this.db.repo(Offer).findOneByOrFail({ id });
    return { revision, state, input };
  }

  private async inputOf(offer: Offer): Promise<ProductInput> {
    const shelved = (await this.catalogue.load([offer])).get(offer.id);
    const { offerId: _, ...terms } = await this.db.repo(LoanProduct).findOneByOrFail({ offerId: offer.id });
    const part = <T extends { id: string; offerId: string; revision: number; position: number }>(row: T) => {
      const { id: _i, offerId: _o, revision: _r, position: _p, ...rest } = row;
      return rest;
    };
    const { organisationId, title, capacity } = offer;
    return {
      organisationId,
      title,
      capacity,
      terms,
      tiers: (shelved?.tiers ?? []).map(part),
      criteria: (shelved?.criteria ?? []).map(part),
    };
  }

  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { revision, state, input } = stored as ProductBefore;
    const offer = await this.db.repo(Offer).findOneBy({ id });
    if (!offer || offer.revision !== revision) return 'changed-since';
    if (await this.has('referral', id)) return 'has-referrals';
    if (input) {
      await this.products.edit(actor, id, input, offer.version);
      if (offer.state !== state) await this.db.transition(Offer, id, ['review'], { state });
      return null;
    }
    if (offer.state !== state) return 'changed-since';
    // A match that has named it keeps naming it, so it only leaves the shelf; else nothing of it remains.
    if (await this.has('candidate', id)) await this.products.move(actor, id, 'retire');
    else await this.remove(actor, id);
    return null;
  }

  private async has(table: 'referral' | 'candidate', offerId: string): Promise<boolean> {
    return (await this.db.select(`SELECT 1 FROM ${table} WHERE offerId = ? LIMIT 1`, [offerId])).length > 0;
  }

  private async remove(actor: Actor, id: string): Promise<void> {
    await this.db.repo(CriterionRow).delete({ offerId: id });
    await this.db.repo(Tier).delete({ offerId: id });
    await this.db.repo(LoanProduct).delete({ offerId: id });
    await this.db.repo(Offer).delete({ id });
    await this.audit.record(actor, { action: 'product.undo', type: 'offer', id });
  }
}
