import { column, table } from '../database/columns.js';

export const DELIVERY_STATES = [
  'due',
  'sending',
  'sent',
  /** The receiving server refused for good. */
  'failed-permanent',
  /** Nobody took it for 72 hours. */
  'failed-technical',
  /** The person has no usable address, or asked for fewer mails. */
  'suppressed',
  /** No longer wanted when its turn came, such as after a withdrawn consent. Never sent. */
  'held',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One notice on its way over one channel. */
@table('delivery', {
  unique: [['noticeId', 'channel']],
  index: [['state', 'nextAt'], ['leaseOwner']],
})
export class Delivery {
  @column.id() id!: string;
  @column.ref({ references: 'Notice' }) noticeId!: string;
  @column.code(10) channel!: 'mail';
  @column.label(254) address!: string;
  @column.code(20) state!: DeliveryState;
  @column.count() attempts!: number;
  @column.instant() nextAt!: Date;
  /** Lease clock: the 72 hours count from here. */
  @column.instant() queuedAt!: Date;
  @column.instant({ nullable: true }) sentAt!: Date | null;
  @column.code(36, { nullable: true }) leaseOwner!: string | null;
  @column.code(40, { nullable: true }) lastError!: string | null;
}
