import type { FactSheet } from '../../kernel/matching/facts.js';
import type { ShelfOffer } from '../../domains/financing/products/offer-catalogue.js';
import type { Offer as MatchOffer } from '../../kernel/matching/pair.js';

export interface DemandIn {
  readonly number: string;
  readonly organisation: string;
  readonly facts: FactSheet;
  /** Institutions whose offers are left out. */
  readonly avoids: readonly string[];
}

/** An offer as the kernel compares it, and what it is called. */
export interface OfferIn {
  readonly offer: MatchOffer;
  readonly title: string;
  readonly institution: string;
  readonly tiers: readonly { readonly key: string; readonly name: string }[];
}

/** Something in a file that could not be used: where, and why as a code. */
export interface FileProblem {
  readonly file: string;
  readonly at: string;
  readonly code: string;
  readonly text: string;
}

export interface Demands {
  readonly demands: readonly DemandIn[];
  readonly problems: readonly FileProblem[];
}

export interface Offers {
  readonly offers: readonly OfferIn[];
  readonly problems: readonly FileProblem[];
}

/** Loan products as they would stand on the shelf. */
export interface ReadProducts {
  readonly offers: readonly ShelfOffer[];
  readonly problems: readonly FileProblem[];
}
