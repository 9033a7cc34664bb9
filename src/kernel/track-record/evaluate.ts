import { choose } from './choose.js';
import { metricsOf, rankOf, type Metrics } from './metrics.js';
import type { Column, OutcomeTable } from './outcomes.js';
import { popularity, recency } from './popularity.js';
import type { TimeSplit } from './time-split.js';
import { lastDay, TrackRecord, type Reason } from './track-record.js';

export interface Evaluation {
  readonly trained: number;
  readonly tested: number;
  /** The first day of the tested part. */
  readonly testedFrom: string;
  readonly owners: number;
  /** Tested cases of owners without a past: nobody can find those, and they count as misses everywhere. */
  readonly ofNewOwners: number;
  readonly metrics: { readonly learned: Metrics; readonly popularity: Metrics; readonly recentPopularity: Metrics };
  /** Half-lives in days; null where nothing fades. */
  readonly model: {
    readonly halfLife: number | null;
    readonly liftHalfLife: number | null;
    readonly recentHalfLife: number;
    readonly terms: readonly { readonly term: string; readonly alpha: number; readonly weight: number }[];
  };
  /** The first tested cases, with the three owners ranked first, and why. */
  readonly examples: readonly {
    readonly day: string;
    readonly owner: string;
    readonly rank: number | null;
    readonly first: readonly { readonly owner: string; readonly reasons: readonly Reason[] }[];
  }[];
}

const EXAMPLES = 3;

/**
 * Learns from the past part of outcomes and ranks the owners of each later case, once, without learning on the way.
 * @throws RangeError when either part is empty
 */
export function evaluate(columns: readonly Column[], { past, later, from }: TimeSplit): Evaluation {
  if (later.length === 0) throw new RangeError('no outcomes to test on');
  const table: OutcomeTable = { columns, rows: past };
  const today = lastDay(past);
  const { choice, recentHalfLife } = choose(table);
  const record = new TrackRecord(table, choice);
  const { owners } = record;
  const places = later.map(({ owner }) => owners.at(owner));
  const ranked = later.map(({ cells }, at) => rankOf(record.scores(cells), places[at] as number));
  const byShare = (halfLife: number) => {
    const shares = popularity(owners, past, recency(past, today, halfLife));
    const ranks = new Map(places.map((place) => [place, 0]));
    for (const place of ranks.keys()) ranks.set(place, rankOf(shares, place));
    return metricsOf(places.map((place) => ranks.get(place) as number));
  };
  const days = (halfLife: number) => (Number.isFinite(halfLife) ? halfLife : null);
  return {
    trained: past.length,
    tested: later.length,
    testedFrom: from,
    owners: owners.names.length,
    ofNewOwners: places.filter((place) => place < 0).length,
    metrics: {
      learned: metricsOf(ranked),
      popularity: byShare(Infinity),
      recentPopularity: byShare(recentHalfLife),
    },
    model: {
      halfLife: days(choice.halfLife),
      liftHalfLife: days(choice.liftHalfLife),
      recentHalfLife,
      terms: choice.terms.map(({ parts, strength }) => ({ term: parts.join(' × '), ...strength })),
    },
    examples: later.slice(0, EXAMPLES).map(({ day, owner, cells }, at) => ({
      day,
      owner,
      rank: Number.isFinite(ranked[at]) ? (ranked[at] as number) : null,
      first: record
        .rank(cells, owners.names)
        .slice(0, 3)
        .map((one) => ({ owner: one.owner, reasons: record.reasons(cells, one.owner) })),
    })),
  };
}
