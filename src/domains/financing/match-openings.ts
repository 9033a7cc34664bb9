import type { Actor } from '../../kernel/actor.js';
import { shelfOpeningSentence } from '../../kernel/matching/change-sentences.js';
import { complete } from '../../kernel/matching/fact-model.js';
import { paperSentence } from '../../kernel/matching/fix-sentences.js';
import { missingPapers } from '../../kernel/matching/missing-papers.js';
import { shelfOpenings, type ShelfOpening } from '../../kernel/matching/shelf-openings.js';
import type { Words } from '../../kernel/matching/texts.js';
import { financingModel } from './fact-model.js';
import { fillHref, matchHref } from './match-links.js';
import { changedQuery } from './match-trial.js';
import type { Matching } from './matching.service.js';
import type { FinancingNeed } from './need.entity.js';

/** Ways shown at once; the others are unfolded. */
const SHOWN = 4;
/** More ways than this are not listed: those that open fewest are left out. */
const MOST = 40;
const PAPERS = 3;

export interface Way {
  readonly text: string;
  readonly tryHref: string | null;
}

export interface OpeningsView {
  readonly ways: readonly Way[];
  /** More changes of one fact. */
  readonly more: readonly Way[];
  /** Changes of two facts that open what no single one opens. */
  readonly double: readonly Way[];
  readonly papers: readonly { readonly text: string; readonly href: string }[];
}

/**
 * What would open more products: changes of one fact, then of two, that the need itself can make, each confirmed by the
 * plain evaluator; and the papers that would settle most. Where no change makes an offer fit in full, those after which
 * only papers are lacking. Null when there is nothing to say.
 */
export function openingsView(
  words: Words,
  actor: Actor,
  need: FinancingNeed,
  {
    demand,
    today,
  }: { readonly demand: { readonly id: string; readonly organisationId: string }; readonly today: string },
  { compiled, facts, result }: Matching,
): OpeningsView | null {
  const reaching = (reach: 'eligible' | 'incomplete'): ShelfOpening[] =>
    shelfOpenings(compiled, facts, today, { reach, most: MOST });
  const full = reaching('eligible');
  const found = full.length > 0 ? full : reaching('incomplete');
  const way = (opening: ShelfOpening): Way => {
    const query = changedQuery(need, opening.changes);
    return { text: shelfOpeningSentence(words, opening), tryHref: query === null ? null : matchHref(demand.id, query) };
  };
  const single = found.filter(({ changes }) => changes.length === 1).map(way);
  const double = found.filter(({ changes }) => changes.length === 2).map(way);
  const papers = missingPapers(financingModel, complete(financingModel, facts), result.pairs)
    .slice(0, PAPERS)
    .map((paper) => ({ text: paperSentence(words, paper), href: fillHref(actor, demand, paper.factKeys[0] ?? '') }));
  if (found.length === 0 && papers.length === 0) return null;
  return { ways: single.slice(0, SHOWN), more: single.slice(SHOWN), double, papers };
}
