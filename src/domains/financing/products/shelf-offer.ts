import { CriterionRow, Offer } from '../../../matchmaking/offer.entity.js';
import type { ShelfOffer } from './offer-catalogue.js';
import type { CriterionInput, TierInput } from './product-input.js';
import { Tier } from './product.entity.js';

export interface WrittenOffer {
  readonly number: string;
  readonly title: string;
  readonly institution: string;
  /** The total it lends, in 分; null = not named. */
  readonly capacity: number | null;
  readonly tiers: readonly TierInput[];
  readonly criteria: readonly CriterionInput[];
}

/** A product as it would stand on the shelf, without a database: its number is its id, criteria are numbered in order. */
export function shelfOffer({ number, title, institution, capacity, tiers, criteria }: WrittenOffer): ShelfOffer {
  const of = { offerId: number, revision: 1 };
  const rows = tiers.map((tier, position) =>
    Object.assign(new Tier(), tier, of, { id: `${number}/${tier.key}`, position }),
  );
  const asked = criteria.map((criterion, position) =>
    Object.assign(new CriterionRow(), criterion, of, { id: `${number}#${position + 1}`, position }),
  );
  const offer = Object.assign(new Offer(), {
    id: number,
    domain: 'financing',
    kind: 'loan',
    number,
    title,
    organisationId: institution,
    parentOfferId: null,
    state: 'on-shelf' as const,
    revision: 1,
    capacity,
    taken: 0,
    sample: false,
    version: 1,
  });
  return { offer, institutionName: institution, tiers: rows, criteria: asked };
}
