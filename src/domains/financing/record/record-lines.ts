import type { FactSheet } from '../../../kernel/matching/facts.js';
import { codeText, factName, type Words } from '../../../kernel/matching/texts.js';
import type { Choice } from '../../../kernel/track-record/track-record.js';
import { RECORD_MONTHS, type FundedDeal } from './funded-deals.query.js';
import { cellsOfNeed, codesOf } from './record-columns.js';
import { LEAST_DEALS, type Learned } from './track-records.service.js';

/** A count below this is not given: it would point at single enterprises. */
const FEWEST_TOLD = 3;
/** Digits of an industry's code that name its division. */
const DIVISION = 2;

/** Deals that are like the need in one respect. */
interface Likeness {
  readonly label: string;
  readonly holds: (deal: FundedDeal) => boolean;
}

/**
 * What the record says of an institution for one need, as a sentence with the counts it comes from.
 * @param institutions those with a product on the shelf: among them it is ranked, equals on one place
 */
export function recordLines(
  words: Words,
  { deals, estimate }: Learned,
  facts: FactSheet,
  institutions: readonly string[],
): (institutionId: string) => string {
  const say = (key: string, params: Record<string, string> = {}) => words.say(`financing.record.line.${key}`, params);
  const told = (count: number) => (count > 0 && count < FEWEST_TOLD ? say('few') : String(count));
  const alike = likenesses(words, facts);
  const ranked = estimate?.record.rank(cellsOfNeed(facts), institutions) ?? [];
  return (id) => {
    const own = deals.filter(({ institutionId }) => institutionId === id);
    if (own.length === 0) return say('new', { months: String(RECORD_MONTHS) });
    const parts = own.length < FEWEST_TOLD ? [] : alike;
    const counts = parts
      .map(({ label, holds }) => say('part', { label, count: told(own.filter(holds).length) }))
      .join(words.say('verdict.list-separator'));
    const total = say(counts === '' ? 'total' : 'total-of-which', {
      months: String(RECORD_MONTHS),
      count: told(own.length),
      counts,
    });
    const score = ranked.find(({ owner }) => owner === id)?.score;
    if (score === undefined) return say('unranked', { total, least: String(LEAST_DEALS) });
    const rank = ranked.filter((other) => other.score > score).length + 1;
    return say('ranked', { total, rank: String(rank), of: String(ranked.length) });
  };
}

/** 行业大类、融资方式、担保: in what a deal may be like the need; only what the need says. */
function likenesses(words: Words, facts: FactSheet): Likeness[] {
  const division = codesOf(facts, 'industry')[0]?.slice(0, DIVISION);
  const kind = codesOf(facts, 'financingKind')[0];
  const guarantees = codesOf(facts, 'guarantees');
  const either = guarantees.map((code) => codeText(words, 'guarantees', code)).join(words.say('financing.record.or'));
  return [
    ...(division
      ? [
          {
            label: codeText(words, 'industry', division),
            holds: ({ industry }: FundedDeal) => industry?.startsWith(division) ?? false,
          },
        ]
      : []),
    ...(kind
      ? [
          {
            label: codeText(words, 'financingKind', kind),
            holds: ({ financingKind }: FundedDeal) => financingKind === kind,
          },
        ]
      : []),
    ...(either
      ? [{ label: either, holds: (deal: FundedDeal) => deal.guarantees.some((code) => guarantees.includes(code)) }]
      : []),
  ];
}

/** What the order of institutions looks at: their share of all deals, and the facts that surely helped. */
export function lookedAt(words: Words, terms: Choice['terms']): string {
  const named = terms.map(({ parts }) => parts.map((part) => factName(words, factOfFeature(part))).join(' × '));
  return [words.say('financing.record.share'), ...new Set(named)].join(words.say('verdict.list-separator'));
}

/** `amount (4 ranges)` → `amount`: a feature is named after its column. */
export const factOfFeature = (name: string): string => name.replace(/ \(.*\)$/, '');
