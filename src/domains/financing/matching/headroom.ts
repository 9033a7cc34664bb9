import type { FactSheet } from '../../../kernel/matching/facts.js';
import type { MatchResult } from '../../../kernel/matching/match.js';
import { comparePairs, type PairResult } from '../../../kernel/matching/pair.js';

/**
 * The match with each offer's headroom over the amount asked for. Offers come with their greatest amounts, and an amount
 * taken off all of them changes no place; where none is asked for, none has a headroom, and it orders nothing.
 */
export function withHeadroom(result: MatchResult, { amount }: FactSheet): MatchResult {
  const asked = amount?.state === 'known' && amount.kind === 'money' ? amount.value : null;
  const pairs = result.pairs.map((pair): PairResult => {
    const { amountHeadroomFen: greatest } = pair.ranking;
    const amountHeadroomFen = asked === null || greatest === null ? null : greatest - asked;
    return { ...pair, ranking: { ...pair.ranking, amountHeadroomFen } };
  });
  return { ...result, pairs: asked === null ? pairs.sort(comparePairs) : pairs };
}
