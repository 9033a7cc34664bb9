import { column, table } from '../platform/database/columns.js';
import type { DemandState } from './lifecycle.js';

/** How a demand reached the centre (F1). */
export const channels = ['self', 'visit', 'institution', 'event', 'qr', 'superior'] as const;
export type Channel = (typeof channels)[number];

/** How a closed demand ended. */
export const outcomes = ['withdrawn', 'expired', 'unmatched', 'solved-elsewhere', 'merged', 'undone'] as const;
export type Outcome = (typeof outcomes)[number];

/** What both domains' demands have in common; what one domain alone knows is a table of its own with the same id. */
@table('demand', {
  unique: [['number'], ['draftKey']],
  index: [
    ['domain', 'state', 'submittedAt'],
    ['domain', 'submittedAt'],
    ['state', 'expiresOn'],
    ['organisationId', 'state'],
    ['importId'],
  ],
})
export class Demand {
  @column.id() id!: string;
  @column.code(20) domain!: string;
  /** RZ-2026-000123; given when it is first submitted, so that drafts leave no holes. */
  @column.code(20, { nullable: true }) number!: string | null;
  @column.ref() organisationId!: string;
  /** While it is a draft: domain, organisation and author, so that nobody has two. Null for rows of an import. */
  @column.code(100, { nullable: true }) draftKey!: string | null;
  @column.code(20) state!: DemandState;
  @column.code(20, { nullable: true }) outcome!: Outcome | null;
  /** How much is wanted, in the domain's unit (分, seats); `reserved` of it is spoken for. */
  @column.money() wanted!: number;
  @column.money() reserved!: number;
  /** Open referrals now, and how many the enterprise allows at once. */
  @column.count() activeReferrals!: number;
  @column.count() referralCap!: number;
  @column.code(20) channel!: Channel;
  /** Who filed it; the enterprise's own person, or an officer on its behalf. */
  @column.ref() filedBy!: string;
  @column.day({ nullable: true }) collectedOn!: string | null;
  @column.ref({ nullable: true }) officerId!: string | null;
  @column.ref({ nullable: true }) importId!: string | null;
  /** Raised whenever a fact of the demand changes: a stored match run of an older revision is stale. */
  @column.count() revision!: number;
  @column.ref({ nullable: true }) latestRunId!: string | null;
  @column.instant() createdAt!: Date;
  /** When its facts were last saved; null = never since it was begun. */
  @column.instant({ nullable: true }) editedAt!: Date | null;
  @column.instant({ nullable: true }) submittedAt!: Date | null;
  @column.instant({ nullable: true }) listedAt!: Date | null;
  @column.instant({ nullable: true }) closedAt!: Date | null;
  @column.day({ nullable: true }) expiresOn!: string | null;
  @column.version() version!: number;
}
