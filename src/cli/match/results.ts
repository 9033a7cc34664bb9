import { nameKey } from '../../directory/organisations.js';
import type { CellWords } from '../../kernel/matching/cells.js';
import type { Day } from '../../kernel/day.js';
import { matchShelf } from '../../kernel/matching/compiled/match-shelf.js';
import { CompiledShelf } from '../../kernel/matching/compiled/shelf.js';
import type { MatchResult } from '../../kernel/matching/match.js';
import type { PairStatus } from '../../kernel/matching/pair.js';
import { verdictSentence } from '../../kernel/matching/sentences.js';
import type { MatchDomain } from './match-domain.js';
import type { DemandIn, FileProblem, OfferIn } from './shapes.js';

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
  readonly domain: MatchDomain['name'];
  readonly day: Day;
  readonly demands: readonly DemandOut[];
  readonly problems: readonly FileProblem[];
}

/** Each demand against every offer of an institution it does not avoid, best first, with the reason of every verdict in words. */
export function matchDemands(
  { model, settled }: MatchDomain,
  words: CellWords,
  demands: readonly DemandIn[],
  offers: readonly OfferIn[],
  day: Day,
): DemandOut[] {
  const byId = new Map(offers.map((one) => [one.offer.id, one]));
  const shelves = new Map<string, CompiledShelf>();
  const shelfFor = ({ avoids }: DemandIn): CompiledShelf => {
    const avoided = avoids.map(nameKey).sort();
    const key = JSON.stringify(avoided);
    const shelf =
      shelves.get(key) ??
      new CompiledShelf(
        model,
        offers.filter(({ institution }) => !avoided.includes(nameKey(institution))).map(({ offer }) => offer),
      );
    shelves.set(key, shelf);
    return shelf;
  };
  return demands.map((demand) =>
    resultOf(words, demand, byId, settled(matchShelf(shelfFor(demand), demand.facts, day), demand.facts)),
  );
}

function resultOf(
  words: CellWords,
  demand: DemandIn,
  byId: ReadonlyMap<string, OfferIn>,
  { pairs, counts, gaps }: MatchResult,
): DemandOut {
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
          title: entry?.title ?? '',
          institution: entry?.institution ?? '',
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
