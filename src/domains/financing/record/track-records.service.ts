import { Injectable } from '@nestjs/common';
import { ZoneSettings } from '../../../directory/zone-settings.js';
import type { Evaluation } from '../../../kernel/track-record/evaluate.js';
import { TrackRecord, type Choice } from '../../../kernel/track-record/track-record.js';
import { FundedDeals, type FundedDeal } from './funded-deals.query.js';
import { tableOf } from './record-columns.js';
import { inRecordThread } from './record-thread.js';

/** The zone's own switch: off until an administrator sets it. */
export const RECORD_SETTING = 'track-record';
/** Fewer deals say nothing: the later fifth, on which the record is tried, is ten of fifty. */
export const LEAST_DEALS = 50;

/** Who funds what, as far as the deals of the zone show it. */
export interface Learned {
  readonly deals: readonly FundedDeal[];
  /** null while there are too few to put institutions in an order. */
  readonly estimate: { readonly record: TrackRecord; readonly choice: Choice } | null;
}

interface Kept {
  readonly version: string;
  readonly learned: Promise<Learned>;
  /** Worked out when somebody asks. */
  trial?: Promise<Evaluation | null>;
}

/** The track record of the zone. This process keeps what it learned last until a payout is confirmed or the day ends. */
@Injectable()
export class TrackRecords {
  private kept: Kept | null = null;

  constructor(
    private readonly zone: ZoneSettings,
    private readonly deals: FundedDeals,
  ) {}

  isOn(): Promise<boolean> {
    return this.zone.isOn(RECORD_SETTING);
  }

  async learned(): Promise<Learned> {
    return (await this.now()).learned;
  }

  /** How well the earlier four fifths foretell the later fifth; null while there are too few. */
  async trial(): Promise<Evaluation | null> {
    const kept = await this.now();
    const { deals } = await kept.learned;
    if (deals.length < LEAST_DEALS) return null;
    return (kept.trial ??= this.forgetting(inRecordThread('trial', deals)));
  }

  /** Whoever asks while it is being learned waits for the same answer. */
  private async now(): Promise<Kept> {
    const version = await this.deals.version();
    if (this.kept?.version !== version) this.kept = { version, learned: this.forgetting(this.learn()) };
    return this.kept;
  }

  private async learn(): Promise<Learned> {
    const deals = await this.deals.recent();
    if (deals.length < LEAST_DEALS) return { deals, estimate: null };
    const choice = await inRecordThread('choose', deals);
    return { deals, estimate: { choice, record: new TrackRecord(tableOf(deals), choice) } };
  }

  /** What failed is tried again by whoever asks next. */
  private async forgetting<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.kept = null;
      throw error;
    }
  }
}
