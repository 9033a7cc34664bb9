import { column, table } from '../platform/database/columns.js';

export const offerStates = ['draft', 'review', 'on-shelf', 'paused', 'off'] as const;
export type OfferState = (typeof offerStates)[number];

/** A supply that demands are matched with: a loan product, a programme, an order class. */
@table('offer', { unique: [['number']], index: [['domain', 'state'], ['organisationId']] })
export class Offer {
  @column.id() id!: string;
  @column.code(20) domain!: string;
  @column.code(20) kind!: string;
  @column.code(30) number!: string;
  @column.label(120) title!: string;
  @column.ref() organisationId!: string;
  @column.ref({ nullable: true }) parentOfferId!: string | null;
  @column.code(20) state!: OfferState;
  /** Criteria are immutable per revision: an edit writes the next one. */
  @column.count() revision!: number;
  /** In the domain's unit; null = the owner named none. `taken` of it is spoken for. */
  @column.money({ nullable: true }) capacity!: number | null;
  @column.money() taken!: number;
  @column.flag() sample!: boolean;
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}

/** One condition of an offer, as data (kernel/matching says what operators mean). Never updated, only superseded. */
@table('criterion', { index: [['offerId', 'revision']] })
export class CriterionRow {
  @column.id() id!: string;
  @column.ref() offerId!: string;
  @column.count() revision!: number;
  /** null = the whole offer; else one of its tiers. */
  @column.code(20, { nullable: true }) tierKey!: string | null;
  @column.code(30, { nullable: true }) groupKey!: string | null;
  @column.code(40) factKey!: string;
  @column.code(20) op!: string;
  @column.flag() negated!: boolean;
  @column.json() value!: unknown;
  @column.flag() hard!: boolean;
  @column.count() weight!: number;
  @column.label(200, { nullable: true }) remark!: string | null;
  @column.count() position!: number;
}
