import type { Actor } from '../../../kernel/actor.js';
import type { Change } from '../../../kernel/matching/changes.js';
import { complete } from '../../../kernel/matching/fact-model.js';
import { paperSentence } from '../../../kernel/matching/fix-sentences.js';
import { missingPapers } from '../../../kernel/matching/missing-papers.js';
import type { Words } from '../../../kernel/matching/texts.js';
import { waysToOpen, type WaysToOpen } from '../../../matchmaking/ways-to-open.js';
import { financingModel } from './fact-model.js';
import type { CardContext } from './match-cards.js';
import { fillHref, matchHref } from './match-links.js';
import { changedQuery } from './match-trial.js';
import type { Matching } from './matching.service.js';

const PAPERS = 3;

export interface OpeningsView extends WaysToOpen {
  readonly papers: readonly { readonly text: string; readonly href: string }[];
}

/** What the need could change, each way ready to be tried, and the papers that would settle most; null when nothing. */
export function openingsView({ words, actor, demand, need, today }: CardContext, live: Matching): OpeningsView | null {
  const tryHref = (changes: readonly Change[]): string | null => {
    const query = changedQuery(need, changes);
    return query === null ? null : matchHref(demand.id, query);
  };
  const ways = waysToOpen(words, live, today, { tryHref });
  const papers = papersWorth(words, actor, demand, live);
  return ways.ways.length + ways.double.length + papers.length === 0 ? null : { ...ways, papers };
}

function papersWorth(words: Words, actor: Actor, demand: CardContext['demand'], { facts, result }: Matching) {
  return missingPapers(financingModel, complete(financingModel, facts), result.pairs)
    .slice(0, PAPERS)
    .map((paper) => ({ text: paperSentence(words, paper), href: fillHref(actor, demand, paper.factKeys[0] ?? '') }));
}
