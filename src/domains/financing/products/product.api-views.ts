import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { leftOf } from '../../../matchmaking/offer-capacity.js';
import { Offer, offerStates } from '../../../matchmaking/offer.entity.js';
import { Shelf } from '../../../matchmaking/shelf.js';
import { equals } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { LoanProduct } from './product.entity.js';
import type { ProductQuery } from './product.api-forms.js';
import { Products } from './products.service.js';

const head = {
  id: show.id,
  number: show.text,
  title: show.text,
  institution: show.object({ id: show.id, name: show.text }),
  state: show.code(offerStates),
  revision: show.count,
  sample: show.flag,
  createdAt: show.instant,
  version: show.count,
};

export const productItem = show.object(head);

export const productRecord = show.object({
  ...head,
  capacity: show.maybe(show.money),
  left: { ...show.maybe(show.money), description: 'of the capacity; for its institution and the centre' },
  stale: { ...show.flag, description: 'nobody has confirmed it for 90 days' },
  terms: show.object({
    summary: show.maybe(show.text),
    audience: show.maybe(show.text),
    useOfFunds: show.maybe(show.text),
    handling: show.maybe(show.text),
    approvalDays: show.maybe(show.count),
    revolving: show.maybe(show.flag),
    materials: show.maybe(show.text),
    fees: show.maybe(show.text),
    policies: show.maybe(show.text),
    sourceTitle: show.maybe(show.text),
    sourceGrade: show.maybe(show.text),
    checkedOn: show.maybe(show.day),
  }),
  tiers: show.list(
    show.object({
      key: show.text,
      name: show.text,
      minAmount: show.maybe(show.money),
      maxAmount: show.maybe(show.money),
      minTerm: show.maybe(show.count),
      maxTerm: show.maybe(show.count),
      guarantees: show.maybe(show.list(show.text)),
      maxLoanToValue: show.maybe(show.ppm),
      rateFrom: show.maybe(show.ppm),
      rateTo: show.maybe(show.ppm),
      pricing: show.maybe(show.text),
      repayments: show.maybe(show.list(show.text)),
    }),
  ),
  criteria: show.list({
    ...show.anything,
    description: 'tierKey, groupKey, factKey, op, negated, value, hard, weight',
  }),
});

interface ProductRow {
  id: string;
  number: string;
  title: string;
  institutionId: string;
  institutionName: string;
  state: string;
  revision: number;
  sample: unknown;
  createdAt: Date | string;
  version: number;
}

@Injectable()
export class ProductApiViews {
  constructor(
    private readonly db: Database,
    private readonly products: Products,
    private readonly catalogue: OfferCatalogue,
    private readonly shelf: Shelf,
  ) {}

  /** The shelf for everybody; a bank also its own drafts, the centre all. */
  async list(actor: Actor, query: ProductQuery): Promise<Page<object>> {
    const listing = {
      columns:
        'o.number, o.title, i.id AS institutionId, i.name AS institutionName, o.state, o.revision, o.sample, o.createdAt, o.version',
      from: 'offer o JOIN organisation i ON i.id = o.organisationId',
      key: 'o.id',
      where: [
        { sql: "o.domain = 'financing'", params: [] },
        this.shelf.seen(actor, 'o'),
        ...equals({ 'o.state': query.state, 'o.organisationId': query.organisationId }),
      ],
    };
    return mapPage(
      await listPage<ProductRow>(this.db, listing, query),
      ({ institutionId, institutionName, ...row }) => ({
        ...row,
        institution: { id: institutionId, name: institutionName },
        sample: Number(row.sample) === 1,
        createdAt: toInstant(row.createdAt).toISOString(),
      }),
    );
  }

  async record(actor: Actor, id: string): Promise<object> {
    await this.products.require(actor, id);
    const offer = await this.db.repo(Offer).findOneByOrFail({ id });
    const { offerId: _offerId, ...terms } = await this.db.repo(LoanProduct).findOneByOrFail({ offerId: id });
    const entry = (await this.catalogue.load([offer])).get(id);
    const { number, title, state, revision, sample, capacity, createdAt, version } = offer;
    return {
      id,
      number,
      title,
      state,
      revision,
      sample,
      capacity,
      left: this.products.seesRoom(actor, offer) ? leftOf(offer) : null,
      version,
      terms,
      createdAt: createdAt.toISOString(),
      institution: { id: offer.organisationId, name: entry?.institutionName ?? '' },
      stale: this.products.isStale(terms.checkedOn),
      tiers: (entry?.tiers ?? []).map(
        ({ id: _id, offerId: _offer, revision: _revision, position: _position, ...tier }) => tier,
      ),
      criteria: (entry?.criteria ?? []).map(
        ({ id: _id, offerId: _offer, revision: _revision, position: _position, ...criterion }) => criterion,
      ),
    };
  }
}
