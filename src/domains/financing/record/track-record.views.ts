import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import type { FactSheet } from '../../../kernel/matching/facts.js';
import type { Words } from '../../../kernel/matching/texts.js';
import type { Metrics } from '../../../kernel/track-record/metrics.js';
import { RECORD_MONTHS } from './funded-deals.query.js';
import { lookedAt, recordLines } from './record-lines.js';
import { LEAST_DEALS, TrackRecords } from './track-records.service.js';

/** 往绩 is for officers and leaders of the centre. */
export const READ_RECORD = 'financing.record.read';

/** What the match page shows of the record. */
export interface MatchRecord {
  readonly lineOf: (institutionId: string) => string;
  /** What the places come from; null while there are none. */
  readonly basis: string | null;
}

/** The track record as people read it; it orders nothing. */
@Injectable()
export class TrackRecordViews {
  constructor(private readonly records: TrackRecords) {}

  /** null where it is off, and for everybody who may not see it. */
  async ofNeed(
    actor: Actor,
    words: Words,
    facts: FactSheet,
    institutions: readonly string[],
  ): Promise<MatchRecord | null> {
    if (!may(actor, READ_RECORD) || !(await this.records.isOn())) return null;
    const learned = await this.records.learned();
    return {
      lineOf: recordLines(words, learned, facts, [...new Set(institutions)]),
      basis: learned.estimate && lookedAt(words, learned.estimate.choice.terms),
    };
  }

  /** How well the record foretold the later part of the zone's own past, beside popularity. */
  async page(words: Words): Promise<object> {
    const { deals, estimate } = await this.records.learned();
    const trial = await this.records.trial();
    return {
      months: RECORD_MONTHS,
      deals: deals.length,
      least: LEAST_DEALS,
      basis: estimate && lookedAt(words, estimate.choice.terms),
      trial: trial && {
        trained: trial.trained,
        tested: trial.tested,
        from: trial.testedFrom,
        owners: trial.owners,
        ofNewOwners: trial.ofNewOwners,
        rows: (['learned', 'popularity', 'recentPopularity'] as const).map((name) => rowOf(name, trial.metrics[name])),
        verdict: trial.metrics.learned.mrr > bestShare(trial.metrics) ? 'better' : 'no-better',
      },
    };
  }
}

const bestShare = ({ popularity, recentPopularity }: { popularity: Metrics; recentPopularity: Metrics }): number =>
  Math.max(popularity.mrr, recentPopularity.mrr);

/** Hits as counts of deals, not shares: of ten deals a share says more than is known. */
function rowOf(name: string, metrics: Metrics) {
  const hits = (key: 'hit@1' | 'hit@3' | 'hit@5') => Math.round(metrics[key] * metrics.cases);
  return { name, first: hits('hit@1'), third: hits('hit@3'), fifth: hits('hit@5'), mrr: metrics.mrr.toFixed(3) };
}
