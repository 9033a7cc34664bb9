import type { CriterionRow } from '../../../matchmaking/offer.entity.js';
import type { LoanProduct, Tier } from './product.entity.js';

export type TierInput = Omit<Tier, 'id' | 'offerId' | 'revision' | 'position'>;
export type CriterionInput = Omit<CriterionRow, 'id' | 'offerId' | 'revision' | 'position'>;

export interface ProductInput {
  readonly organisationId: string;
  readonly title: string;
  readonly number?: string;
  readonly sample?: boolean;
  readonly capacity: number | null;
  readonly terms: Omit<LoanProduct, 'offerId'>;
  readonly tiers: readonly TierInput[];
  readonly criteria: readonly CriterionInput[];
}
