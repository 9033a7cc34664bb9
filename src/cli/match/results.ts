import type { CellWords } from '../../kernel/matching/cells.js';
import type { Day } from '../../kernel/day.js';
import { matchShelf } from '../../kernel/matching/compiled/match-shelf.js';
import { CompiledShelf } from '../../kernel/matching/compiled/shelf.js';
import type { MatchResult } from '../../kernel/matching/match.js';
import type { PairStatus } from '../../kernel/matching/pair.js';
import { verdictSentence } from '../../kernel/matching/sentences.js';
import { financingModel } from '../../domains/financing/fact-model.js';
import { withHeadroom } from '../../domains/financing/headroom.js';
import { matchOffer, type ShelfOffer } from '../../domains/financing/offer-catalogue.js';
import type { DemandIn, FileProblem } from './shapes.js';

export interface VerdictOut {
  readonly factKey: string;
  readonly op: string;
  readonly result: 'met' | 'not-met' | 'unknown';
  readonly hard: boolean;
  readonly group: string | null;
  readonly sentence: string;
}

export interface PairOut {
  readonly rank: number;
  readonly status: PairStatus;
  readonly offer: { readonly number: string; readonly title: string; readonly institution: string };
  readonly tier: { readonly key: string; readonly name: string } | null;
  readonly hardMet: number;
  readonly hardTotal: number;
  /** What keeps it from fitting, in words: hard criteria, and any-of groups of which no branch holds. */
  readonly missing: readonly string[];
  readonly verdicts: readonly VerdictOut[];
}

export interface DemandOut {
  readonly number: string;
  readonly organisation: string;
  readonly counts: Readonly<Record<PairStatus, number>>;
  readonly pairs: readonly PairOut[];
  readonly gaps: readonly {
    readonly factKey: string;
    readonly code: string;
    readonly blocks: number;
    readonly blocksAlone: number;
  }[];
}

export interface MatchOut {
  readonly domain: 'financing';
  readonly day: Day;
  readonly demands: readonly DemandOut[];
  readonly problems: readonly FileProblem[];
}

/** Each demand against every offer, best first, with the reason of every verdict in words. */
export function matchDemands(
  words: CellWords,
  demands: readonly DemandIn[],
  offers: readonly ShelfOffer[],
  day: Day,
): DemandOut[] {
  const byId = new Map(offers.map((one) => [one.offer.id, one]));
  const shelf = new CompiledShelf(
    financingModel,
    offers.map((one) => matchOffer(one, null)),
  );
  return demands.map((demand) => resultOf(words, demand, byId, matchShelf(shelf, demand.facts, day)));
}

function resultOf(
  words: CellWords,
  demand: DemandIn,
  byId: ReadonlyMap<string, ShelfOffer>,
  judged: MatchResult,
): DemandOut {
  const { pairs, counts, gaps } = withHeadroom(judged, demand.facts);
  return {
    number: demand.number,
    organisation: demand.organisation,
    counts,
    pairs: pairs.map((pair, index) => {
      const entry = byId.get(pair.offerId);
      const tier = entry?.tiers.find(({ key }) => key === pair.tierKey);
      return {
        rank: index + 1,
        status: pair.status,
        offer: {
          number: pair.offerNumber,
          title: entry?.offer.title ?? '',
          institution: entry?.institutionName ?? '',
        },
        tier: tier ? { key: tier.key, name: tier.name } : null,
        hardMet: pair.hardMet,
        hardTotal: pair.hardTotal,
        missing: pair.units
          .filter(({ hard, result }) => hard && result !== 'met')
          .flatMap(({ branches }) => branches.flat())
          .filter(({ result }) => result !== 'met')
          .map((one) => verdictSentence(words, one)),
        verdicts: pair.units.flatMap(({ branches }) =>
          branches.flat().map((one) => ({
            factKey: one.factKey,
            op: one.not ? `not-${one.op}` : one.op,
            result: one.result,
            hard: one.hard,
            group: one.group ?? null,
            sentence: verdictSentence(words, one),
          })),
        ),
      };
    }),
    gaps: gaps.map(({ factKey, code, blocks, blocksAlone }) => ({ factKey, code, blocks, blocksAlone })),
  };
}
