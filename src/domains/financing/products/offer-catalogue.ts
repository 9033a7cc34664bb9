import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { CompiledShelf } from '../../../kernel/matching/compiled/shelf.js';
import type { Criterion } from '../../../kernel/matching/criterion.js';
import { compareText, type Offer as MatchOffer } from '../../../kernel/matching/pair.js';
import { AnswerTimes } from '../../../matchmaking/answer-times.js';
import { CompiledShelves } from '../../../matchmaking/compiled-shelves.js';
import { leftOf } from '../../../matchmaking/offer-capacity.js';
import { CriterionRow, Offer } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import { financingModel } from '../matching/fact-model.js';
import { Tier } from './product.entity.js';
import { tierCriteria } from './tier-criteria.js';

/** A product on the shelf, with what the matcher needs and what people see. */
export interface ShelfOffer {
  readonly offer: Offer;
  readonly institutionName: string;
  readonly tiers: readonly Tier[];
  readonly criteria: readonly CriterionRow[];
}

export interface Shelf {
  readonly offers: ReadonlyMap<string, ShelfOffer>;
  /** Over ids, revisions, states and what is left: equal hashes give equal answers to equal facts. */
  readonly hash: string;
}

/** The shelf as one snapshot, read anew when an offer changed. */
@Injectable()
export class OfferCatalogue {
  private shelf: Shelf | null = null;

  constructor(
    private readonly db: Database,
    private readonly times: AnswerTimes,
    private readonly compiled: CompiledShelves,
  ) {}

  async onShelf(): Promise<Shelf> {
    const offers = await this.db
      .repo(Offer)
      .find({ where: { domain: 'financing', state: 'on-shelf' }, order: { number: 'ASC' } });
    const hash = createHash('sha256')
      .update(JSON.stringify(offers.map((offer) => [offer.id, offer.revision, offer.version, leftOf(offer)])))
      .digest('hex');
    if (this.shelf?.hash !== hash) this.shelf = { hash, offers: await this.load(offers) };
    return this.shelf;
  }

  /** Products in any state, for their editors. */
  async load(offers: readonly Offer[]): Promise<ReadonlyMap<string, ShelfOffer>> {
    const ids = offers.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const tiers = await this.db.repo(Tier).find({ where: { offerId: In(ids) }, order: { position: 'ASC' } });
    const criteria = await this.db.repo(CriterionRow).find({ where: { offerId: In(ids) }, order: { position: 'ASC' } });
    const names = await this.db.select<{ id: string; name: string }>(
      'SELECT id, name FROM organisation WHERE kind = ?',
      ['institution'],
    );
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const current = <T extends { offerId: string; revision: number }>(rows: readonly T[], offer: Offer) =>
      rows.filter((row) => row.offerId === offer.id && row.revision === offer.revision);
    return new Map(
      offers.map((offer) => [
        offer.id,
        {
          offer,
          institutionName: nameOf.get(offer.organisationId) ?? '',
          tiers: current(tiers, offer),
          criteria: current(criteria, offer),
        },
      ]),
    );
  }

  /** The shelf as the kernel compares it; without the offers of institutions that a need avoids. */
  async forMatching(shelf: Shelf, avoided: readonly string[] = []): Promise<CompiledShelf> {
    const hours = await this.times.medianHours('financing');
    const answered = [...hours].toSorted(([a], [b]) => compareText(a, b));
    const key = JSON.stringify(['financing', shelf.hash, answered, avoided.toSorted(compareText)]);
    return this.compiled.of(financingModel, key, () =>
      [...shelf.offers.values()]
        .filter(({ offer }) => !avoided.includes(offer.organisationId))
        .map((entry) => matchOffer(entry, hours.get(entry.offer.organisationId) ?? null)),
    );
  }
}

/**
 * What the kernel compares: criteria as written, tier terms and what is left as criteria, and what orders equals. The headroom is that
 * over an amount of nothing, which puts offers in the same order as over any amount (`withHeadroom`).
 */
export function matchOffer({ offer, tiers, criteria }: ShelfOffer, medianAnswerHours: number | null): MatchOffer {
  const authored = (tierKey: string | null) => criteria.filter((row) => row.tierKey === tierKey).map(criterionOf);
  const greatest = Math.max(...tiers.map((tier) => tier.maxAmount ?? -1));
  const rates = tiers.flatMap((tier) => tier.rateFrom ?? []);
  return {
    id: offer.id,
    number: offer.number,
    criteria: authored(null),
    tiers: tiers.map((tier) => ({
      key: tier.key,
      order: tier.position,
      criteria: [...tierCriteria(tier, leftOf(offer)), ...authored(tier.key)],
    })),
    ranking: {
      rateFromPpm: rates.length > 0 ? Math.min(...rates) : null,
      medianAnswerHours,
      amountHeadroomFen: greatest >= 0 ? greatest : null,
    },
  };
}

export function criterionOf(row: CriterionRow): Criterion {
  return {
    id: row.id,
    factKey: row.factKey,
    op: row.op,
    value: row.value,
    hard: row.hard,
    ...(row.negated && { not: true }),
    ...(!row.hard && { weight: row.weight }),
    ...(row.groupKey !== null && { groupKey: row.groupKey }),
  } as Criterion; // checked by checkCriterion before it was stored
}
