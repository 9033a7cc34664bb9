import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { pairStatuses, type PairResult } from '../../../kernel/matching/pair.js';
import type { Words } from '../../../kernel/matching/texts.js';
import { verdictRecord, verdictViews } from '../../../matchmaking/verdict.api-views.js';
import { show } from '../../../platform/http/api-schema.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { FinancingWords } from './match-words.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from '../needs/needs.service.js';
import type { Shelf } from '../products/offer-catalogue.js';

export const matchRecord = show.object({
  needId: show.id,
  revision: show.count,
  counts: show.object(Object.fromEntries(pairStatuses.map((status) => [status, show.count]))),
  pairs: show.list(
    show.object({
      offerId: show.id,
      number: show.text,
      title: show.text,
      institution: show.object({ id: show.id, name: show.text }),
      tierKey: show.maybe(show.text),
      status: show.code(pairStatuses),
      rank: show.count,
      hardMet: show.count,
      hardTotal: show.count,
      verdicts: show.list(verdictRecord),
    }),
  ),
  gaps: show.list(show.object({ factKey: show.text, code: show.text, blocks: show.count, blocksAlone: show.count })),
});

/** A need against the shelf as it stands now, ranked, every verdict with its sentence. */
@Injectable()
export class MatchApiViews {
  constructor(
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly words: FinancingWords,
  ) {}

  async record(actor: Actor, id: string, locale: Locale): Promise<object> {
    const { demand, need } = await this.needs.require(actor, id);
    const { result, shelf } = await this.matching.live(demand, need);
    const words = this.words.in(locale);
    return {
      needId: id,
      revision: demand.revision,
      counts: result.counts,
      pairs: result.pairs.map((pair, index) => pairView(words, shelf, pair, index + 1)),
      gaps: result.gaps.map(({ factKey, code, blocks, blocksAlone }) => ({ factKey, code, blocks, blocksAlone })),
    };
  }
}

function pairView(words: Words, shelf: Shelf, pair: PairResult, rank: number): object {
  const entry = shelf.offers.get(pair.offerId);
  return {
    offerId: pair.offerId,
    number: pair.offerNumber,
    title: entry?.offer.title ?? '',
    institution: { id: entry?.offer.organisationId ?? '', name: entry?.institutionName ?? '' },
    tierKey: pair.tierKey,
    status: pair.status,
    rank,
    hardMet: pair.hardMet,
    hardTotal: pair.hardTotal,
    verdicts: verdictViews(words, pair.units),
  };
}
