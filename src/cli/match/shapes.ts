import type { FactSheet } from '../../kernel/matching/facts.js';
import type { ShelfOffer } from '../../domains/financing/offer-catalogue.js';

export interface DemandIn {
  readonly number: string;
  readonly organisation: string;
  readonly facts: FactSheet;
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
  readonly offers: readonly ShelfOffer[];
  readonly problems: readonly FileProblem[];
}
