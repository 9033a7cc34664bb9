import { may, type Actor } from '../../../kernel/actor.js';
import { isOpen } from '../../../matchmaking/referrals.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import type { Words } from '../../../platform/i18n/words.js';
import type { Shown } from '../../../platform/views/value-helpers.js';
import { neverArrived } from '../deals/deal.entity.js';
import { rateNote, type DealView } from '../deals/deal.views.js';
import type { Happening } from './referral-history.js';
import { currentStep, referralStatus, referralSteps } from './referral-status.js';
import type { ReferralView } from './referral.views.js';
import { workStagesFrom, type WorkStage } from './stage-moves.service.js';

interface Item {
  readonly label: Text;
  readonly value: Shown;
}

/** What one person may do with a referral now; buttons are drawn from it, services decide for themselves. */
export interface Possible {
  readonly accept: boolean;
  readonly decline: boolean;
  readonly work: boolean;
  /** What of its work the institution may say now. */
  readonly stages: readonly WorkStage[];
  readonly handOver: boolean;
  readonly supply: boolean;
  readonly remind: boolean;
  readonly sign: boolean;
  readonly payOut: boolean;
  readonly confirm: boolean;
  readonly correct: boolean;
  readonly end: boolean;
  readonly answerEnd: boolean;
  readonly compare: boolean;
  readonly release: boolean;
}

export function possible(actor: Actor, view: ReferralView, deal: DealView | null): Possible {
  const { referral, side, disclosed, step, deadlines } = view;
  const answers = side === 'recipient' && may(actor, 'financing.referral.answer') && disclosed !== 'ended';
  const reports = side !== 'enterprise' && may(actor, 'financing.payout.report') && referral.state === 'agreed';
  const own = side !== 'recipient';
  const ended = Boolean(deal?.signing?.endedAt);
  const unpaid = deal !== null && deal.payouts.every(neverArrived);
  return {
    accept: answers && referral.state === 'sent',
    decline: answers && (referral.state === 'sent' || referral.state === 'accepted'),
    work: answers && referral.state === 'accepted',
    stages: answers ? workStagesFrom(referral.state, step.stage) : [],
    handOver: answers && isOpen(referral) && may(actor, 'financing.referral.handover'),
    supply: own && may(actor, 'financing.need.edit') && referral.state === 'accepted' && step.stage === 'papers',
    remind:
      may(actor, 'financing.referral.remind') &&
      deadlines.some((due) => due.ownerOrganisationId === referral.recipientOrganisationId && due.pausedAt === null),
    sign: reports && deal !== null && deal.signing === null,
    payOut: reports && !ended && (deal?.left ?? 0) > 0 && deal?.signing !== null,
    end: reports && !ended && (deal?.left ?? 0) > 0 && (deal?.paid ?? 0) > 0,
    answerEnd: own && ended && may(actor, 'financing.payout.confirm') && referral.state === 'agreed',
    correct: reports,
    confirm: own && may(actor, 'financing.payout.confirm') && referral.state === 'agreed',
    release:
      referral.state === 'agreed' && unpaid && side !== 'centre'
        ? may(actor, side === 'enterprise' ? 'financing.quote.choose' : 'financing.payout.report')
        : reports && unpaid,
    compare: own && may(actor, 'financing.need.read') && (step.stage === 'quoted' || deal !== null),
  };
}

/** Everything `financing/referral.hbs` shows. */
export function referralPage(
  view: ReferralView,
  more: {
    actor: Actor;
    deal: DealView | null;
    history: readonly Happening[];
    words: Words;
    locale: Locale;
    mobile?: string;
  },
): object {
  const { referral, known, side, disclosed, step, demand } = view;
  const { actor, deal, words, locale } = more;
  const hidden = side === 'recipient' && disclosed === 'ended' && deal === null;
  const can = possible(actor, view, deal);
  return {
    id: referral.id,
    title: titleOf(view),
    number: known.number,
    needHref: side === 'recipient' ? null : `/financing/needs/${demand.id}`,
    quotesHref: `/financing/needs/${demand.id}/quotes`,
    demandId: demand.id,
    listed: may(actor, 'financing.referral.read'),
    side,
    status: referralStatus(referral.state, step.stage, side === 'recipient' ? disclosed : null),
    takenBack: side === 'recipient' && disclosed === 'ended' && takenBack(view),
    ended: hidden,
    steps: stepItems(view),
    can,
    facts: needFacts(view, words, locale),
    verdicts: (known.verdicts ?? []).length > 0 && side !== 'enterprise' ? known.verdicts : null,
    asked: side === 'recipient' && known.askedFacts ? known.askedFacts.map(askedItem) : null,
    texts: textItems(view),
    contact: side === 'recipient' && known.contactName !== undefined ? contactItems(view) : null,
    mobile: more.mobile ?? null,
    maskedMobile: known.contactMobile ?? null,
    party: partyItems(view),
    papers: hidden ? null : step.papersAsked,
    given: known.papers ?? [],
    deadlines: hidden ? [] : view.deadlines.map((due) => dueItem(view, due)),
    anyPaused: view.deadlines.some(({ pausedAt }) => pausedAt !== null),
    deal,
    rateNote: deal?.difference ? rateNote(deal.difference.rate) : null,
    history: takenBack(view) && side === 'recipient' && disclosed === 'ended' ? [] : more.history,
  };
}

/** The other party and the product; the number alone where the other party may no longer be named. */
function titleOf({ side, known, institution }: ReferralView): string {
  const other = side === 'enterprise' ? institution : known.enterprise;
  return other ? `${other} · ${known.product ?? ''}` : (known.number ?? '');
}

const takenBack = ({ referral }: ReferralView): boolean =>
  referral.state === 'withdrawn' || (isOpen(referral) && referral.state !== 'agreed');

function stepItems({ referral, step }: ReferralView): object[] | null {
  const now = currentStep(referral.state, step.stage);
  if (now === null) return null;
  return referralSteps.map((name, i) => ({
    label: message(`referral.step.${name}`),
    state: i < now ? 'done' : i === now ? 'current' : undefined,
  }));
}

function needFacts({ known }: ReferralView, words: Words, locale: Locale): Item[] | null {
  if (known.amount === undefined) return null;
  const coded = (key: string, code: string | null | undefined) => (code ? message(`fact.${key}.${code}`) : null);
  const listed = (key: string, codes: readonly string[] | null | undefined) =>
    (codes ?? [])
      .map((code) => words.t(locale, `fact.${key}.${code}`))
      .join(words.t(locale, 'verdict.list-separator')) || null;
  const item = (name: string, value: Shown): Item => ({ label: message(`referral.fact.${name}`), value });
  return [
    item('amount', known.amount === null ? null : { fen: known.amount }),
    item('kind', coded('financingKind', known.financingKind)),
    item('purpose', coded('purpose', known.purpose)),
    item(
      'term',
      known.termMonths ? message('referral.months', { count: known.termMonths }) : message('referral.undecided'),
    ),
    item('guarantees', listed('guarantees', known.guarantees)),
    item('repayments', listed('repayments', known.repayments)),
    item('neededBy', known.neededBy ? { day: known.neededBy } : null),
    ...(known.urgency && known.urgency !== 'normal'
      ? [item('urgency', message(`referral.urgency.${known.urgency}`))]
      : []),
    ...(known.firstLoan ? [item('first', message('verdict.yes'))] : []),
    ...(known.renewal
      ? [item('renewal', known.renewalDueOn ? { day: known.renewalDueOn } : message('verdict.yes'))]
      : []),
    ...(known.collateralType ? [item('collateral', coded('collateralType', known.collateralType))] : []),
    ...(known.collateralValue ? [item('collateralValue', { fen: known.collateralValue })] : []),
    ...(known.collateralMortgaged ? [item('collateralMortgaged', { fen: known.collateralMortgaged })] : []),
  ];
}

const askedItem = ({ key, value }: { key: string; value: string | null }): Item => ({
  label: message(`fact.${key}`),
  value: value ?? message('verdict.result.unknown'),
});

/** What the enterprise wrote, and who it is: from acceptance on. */
function textItems({ known, side }: ReferralView): Item[] | null {
  if (side !== 'recipient') return null;
  const texts = (['purposeNote', 'repaymentSource', 'creditCode', 'address', 'legalRepName'] as const).flatMap(
    (name) => (known[name] ? [{ label: message(`referral.fact.${name}`), value: known[name] }] : []),
  );
  return texts.length > 0 ? texts : null;
}

const contactItems = ({ known }: ReferralView): Item[] => [
  { label: message('referral.contact.name'), value: known.contactName ?? null },
  { label: message('referral.contact.title'), value: known.contactTitle ?? null },
  { label: message('referral.contact.hours'), value: known.callHours ?? message('referral.contact.any-hour') },
];

function partyItems({ referral, side, institution, handler, known }: ReferralView): Item[] | null {
  if (side === 'recipient') return handler ? [{ label: message('referral.party.handler'), value: handler }] : null;
  return [
    { label: message('referral.party.institution'), value: institution },
    { label: message('referral.party.product'), value: known.product ?? null },
    { label: message('referral.party.handler'), value: handler },
    { label: message('referral.party.seen'), value: referral.seenAt && { at: referral.seenAt } },
  ];
}

function dueItem(
  { referral, demand, institution, known }: ReferralView,
  due: ReferralView['deadlines'][number],
): object {
  const who =
    due.ownerOrganisationId === referral.recipientOrganisationId
      ? institution
      : due.ownerOrganisationId === demand.organisationId
        ? (known.enterprise ?? message('referral.due.enterprise'))
        : message('referral.due.centre');
  return { who, what: message(`referral.due.${due.kind}`), dueAt: due.dueAt, paused: due.pausedAt !== null };
}
