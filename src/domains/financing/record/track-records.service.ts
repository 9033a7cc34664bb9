import { Injectable } from '@nestjs/common';
import { ZoneSettings } from '../../../directory/zone-settings.js';
import { choose } from '../../../kernel/track-record/choose.js';
import { evaluate, type Evaluation } from '../../../kernel/track-record/evaluate.js';
import { splitByShare } from '../../../kernel/track-record/time-split.js';
import { TrackRecord, type Choice } from '../../../kernel/track-record/track-record.js';
import { FundedDeals, type FundedDeal } from './funded-deals.query.js';
import { recordColumns, tableOf } from './record-columns.js';

/** The zone's own switch: off until an administrator sets it. */
export const RECORD_SETTING = 'track-record';
/** Fewer deals say nothing: the later fifth, on which the record is tried, is ten of fifty. */
export const LEAST_DEALS = 50;
const PAST_SHARE = 0.8;

/** Who funds what, as far as the deals of the zone show it. */
export interface Learned {
  readonly deals: readonly FundedDeal[];
  /** null while there are too few to put institutions in an order. */
  readonly estimate: { readonly record: TrackRecord; readonly choice: Choice } | null;
}

interface Kept {
  readonly version: string;
  readonly learned: Learned;
  /** Worked out when somebody asks. */
  trial?: Evaluation | null;
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
    return (kept.trial ??= tried(kept.learned.deals));
  }

  private async now(): Promise<Kept> {
    const version = await this.deals.version();
    if (this.kept?.version !== version) this.kept = { version, learned: learn(await this.deals.recent()) };
    return this.kept;
  }
}

function learn(deals: readonly FundedDeal[]): Learned {
  if (deals.length < LEAST_DEALS) return { deals, estimate: null };
  const table = tableOf(deals);
  const { choice } = choose(table);
  return { deals, estimate: { choice, record: new TrackRecord(table, choice) } };
}

function tried(deals: readonly FundedDeal[]): Evaluation | null {
  const split = splitByShare(tableOf(deals).rows, PAST_SHARE);
  return deals.length < LEAST_DEALS || split.past.length === 0 ? null : evaluate(recordColumns, split);
}
