import type { Actor } from '../../../kernel/actor.js';
import type { FactSheet } from '../../../kernel/matching/facts.js';
import { countSentence } from '../../../kernel/matching/fix-sentences.js';
import { openings } from '../../../kernel/matching/openings.js';
import type { Offer as MatchOffer, PairResult } from '../../../kernel/matching/pair.js';
import { factName, measure, type Words } from '../../../kernel/matching/texts.js';
import { financingModel } from './fact-model.js';
import { leftOf } from '../../../matchmaking/offer-capacity.js';
import { fillHref, matchHref, productHref } from './match-links.js';
import type { ReceiverStanding } from './match.queries.js';
import { fixSentence, missingOf, openReasons, preferences, reasons, type SaidVerdict } from './match-sentences.js';
import { openedQuery } from './match-trial.js';
import type { FinancingNeed } from '../needs/need.entity.js';
import type { ShelfOffer } from '../products/offer-catalogue.js';
import type { LoanProduct, Tier } from '../products/product.entity.js';

/** Reasons shown at once; the others are unfolded. */
const SHOWN = 6;

export interface CardContext {
  readonly words: Words;
  readonly actor: Actor;
  readonly demand: { readonly id: string; readonly organisationId: string };
  readonly need: FinancingNeed;
  readonly facts: FactSheet;
  readonly today: string;
  readonly isStale: (checkedOn: string | null) => boolean;
  /** What the track record says of an institution; null where it is not shown. */
  readonly recordOf: ((institutionId: string) => string) | null;
}

export interface CardOffer {
  readonly pair: PairResult;
  readonly entry: ShelfOffer;
  readonly product: LoanProduct | undefined;
  readonly standing: ReceiverStanding | undefined;
}

export interface Term {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

export type Card = ReturnType<typeof offerCard>;

/** What every card shows: who, what, how many hold, the terms of its best tier, and where the terms come from. */
export function offerCard(context: CardContext, { pair, entry, product, standing }: CardOffer) {
  const { words } = context;
  const said = reasons(words, pair.units);
  const tier = entry.tiers.find(({ key }) => key === pair.tierKey);
  const left = leftTerm(context, entry);
  return {
    offerId: entry.offer.id,
    receiverId: entry.offer.organisationId,
    heading: `${entry.institutionName} · ${entry.offer.title}`,
    href: productHref(entry.offer.id),
    tier: entry.tiers.length > 1 ? tier?.name : undefined,
    count: countSentence(words, pair),
    terms: [...termsOf(words, tier, product), ...(left ? [left] : [])],
    left,
    verdicts: said.slice(0, SHOWN),
    more: said.slice(SHOWN),
    why: whyHere(words, pair),
    source: sourceText(words, product),
    stale: context.isStale(product?.checkedOn ?? null),
    consented: standing?.consented ?? false,
    has: standing?.has ?? null,
    record: context.recordOf?.(entry.offer.organisationId) ?? null,
  };
}

/** An offer that misses by one, or whose papers are lacking: what is open, and what settles it. */
export function nearCard(context: CardContext, offer: CardOffer, matchOffer: MatchOffer | undefined) {
  const { words, facts, need, demand, today } = context;
  const { pair } = offer;
  const card = offerCard(context, offer);
  const left = card.left && `${card.left.label} ${card.left.value}`;
  const terms = card.terms.filter((one) => one !== card.left).slice(0, 2);
  const common = { ...card, summary: [...terms.map(termText), ...(left ? [left] : [])].join(' · ') };
  if (pair.status === 'incomplete') {
    const missing = missingOf(words, facts, pair);
    const links = missing.factKeys.map((key) => ({
      label: factName(words, key),
      href: fillHref(context.actor, demand, key),
    }));
    return {
      ...common,
      open: openReasons(words, pair.units),
      fixes: [{ text: missing.sentence, tryHref: null }],
      links,
    };
  }
  const found = matchOffer ? openings(financingModel, facts, matchOffer, today) : [];
  const fixes = found.map((opening) => {
    const query = openedQuery(need, opening);
    return { text: fixSentence(words, opening), tryHref: query === null ? null : matchHref(demand.id, query) };
  });
  return { ...common, open: openReasons(words, pair.units), fixes, links: [] };
}

/** An offer that does not fit: its reasons only. */
export function farCard(
  words: Words,
  { pair, entry }: CardOffer,
): { heading: string; href: string; open: SaidVerdict[] } {
  return {
    heading: `${entry.institutionName} · ${entry.offer.title}`,
    href: productHref(entry.offer.id),
    open: openReasons(words, pair.units),
  };
}

const termText = ({ value }: Term): string => value;

/** What is left of the product's total: for the centre; an enterprise reads only whether its amount fits. */
function leftTerm({ words, actor }: CardContext, { offer }: ShelfOffer): Term | null {
  const left = leftOf(offer);
  return left === null || actor.organisationKind !== 'centre'
    ? null
    : term(words, 'left', measure(words, 'fen', [left]));
}

export function termsOf(words: Words, tier: Tier | undefined, product: LoanProduct | undefined): Term[] {
  const say = (name: string, params: Record<string, string>) => words.say(`financing.match.terms.${name}`, params);
  const terms: (Term | null)[] = [
    tier?.maxAmount ? term(words, 'amount', say('up-to', { value: measure(words, 'fen', [tier.maxAmount]) })) : null,
    tier?.rateFrom ? rateTerm(words, tier.rateFrom, product?.checkedOn ?? null) : null,
    tier?.maxTerm ? term(words, 'term', say('longest', { value: measure(words, 'month', [tier.maxTerm]) })) : null,
    product?.approvalDays ? term(words, 'payout', say('about', { days: String(product.approvalDays) })) : null,
  ];
  return terms.filter((one) => one !== null);
}

const term = (words: Words, name: string, value: string): Term => ({
  label: words.say(`financing.match.terms.${name}`),
  value,
});

function rateTerm(words: Words, rate: number, checkedOn: string | null): Term {
  const value = words.say('financing.match.terms.from', { value: measure(words, 'ppm', [rate]) });
  const note = checkedOn && words.say('financing.match.terms.checked', { day: checkedOn });
  return { ...term(words, 'rate', value), ...(note && { note }) };
}

export function sourceText(words: Words, product: LoanProduct | undefined): string | null {
  if (!product?.sourceGrade) return null;
  const grade = words.say(`financing.product.grade.${product.sourceGrade}`);
  return words.say('financing.match.source', { grade, title: product.sourceTitle ?? '' }).trim();
}

/** What put it in its place, in the words of the published order. */
function whyHere(words: Words, { units, ranking, softMet, softTotal }: PairResult): string {
  const say = (name: string, params: Record<string, string>) => words.say(`financing.match.why.${name}`, params);
  const soft = preferences(words, units);
  const parts = [
    softTotal > 0 && say('soft', { met: String(softMet), total: String(softTotal), list: listed(words, soft) }),
    ranking.rateFromPpm !== null && say('rate', { rate: measure(words, 'ppm', [ranking.rateFromPpm]) }),
    ranking.medianAnswerHours !== null && say('hours', { hours: String(ranking.medianAnswerHours) }),
    ranking.amountHeadroomFen !== null && headroom(words, ranking.amountHeadroomFen),
  ];
  return parts.filter((part) => part !== false).join(words.say('financing.match.why.joint'));
}

const listed = (words: Words, said: readonly SaidVerdict[]): string =>
  said.map(({ text }) => text).join(words.say('verdict.list-separator'));

function headroom(words: Words, fen: number): string {
  if (fen === 0) return words.say('financing.match.why.no-headroom');
  const form = fen > 0 ? 'headroom' : 'over';
  return words.say(`financing.match.why.${form}`, { amount: measure(words, 'fen', [Math.abs(fen)]) });
}
