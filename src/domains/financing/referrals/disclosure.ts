import type { ReferralState } from '../../../matchmaking/lifecycle.js';

/** How far a referral has come, as far as an institution's view of the enterprise goes. */
export const disclosureStages = ['sent', 'accepted', 'agreed', 'ended'] as const;
export type DisclosureStage = (typeof disclosureStages)[number];

const [always, open, afterAcceptance] = [
  ['sent', 'accepted', 'agreed', 'ended'],
  ['sent', 'accepted', 'agreed'],
  ['accepted', 'agreed'],
] as const;
const never = [] as const;

/**
 * Which field of a need and its enterprise an institution sees when: docs/privacy.md says the same in words, and a test
 * keeps the two equal. Everything an institution is shown of an enterprise passes through `disclose`.
 */
export const disclosure = {
  number: always,
  state: always,
  product: always,
  ownRecords: always,
  enterprise: open,
  financingKind: open,
  purpose: open,
  amount: open,
  termMonths: open,
  guarantees: open,
  repayments: open,
  neededBy: open,
  urgency: open,
  firstLoan: open,
  renewal: open,
  renewalDueOn: open,
  collateralType: open,
  verdicts: open,
  verdictFigures: afterAcceptance,
  purposeNote: afterAcceptance,
  repaymentSource: afterAcceptance,
  collateralValue: afterAcceptance,
  collateralMortgaged: afterAcceptance,
  contactName: afterAcceptance,
  contactTitle: afterAcceptance,
  callHours: afterAcceptance,
  contactMobile: afterAcceptance,
  creditCode: afterAcceptance,
  askedFacts: afterAcceptance,
  papers: afterAcceptance,
  address: ['agreed'],
  legalRepName: ['agreed'],
  minAmount: never,
  maxRate: never,
  avoidedInstitutions: never,
  preferredInstitutions: never,
  contactMail: never,
} as const satisfies Record<string, readonly DisclosureStage[]>;
export type DisclosedField = keyof typeof disclosure;

export const mayDisclose = (field: DisclosedField, stage: DisclosureStage): boolean =>
  (disclosure[field] as readonly DisclosureStage[]).includes(stage);

/** Only what the table allows at this stage is left; the rest is not there at all. */
export function disclose<T extends Partial<Record<DisclosedField, unknown>>>(
  all: T,
  stage: DisclosureStage,
): Partial<T> {
  const allowed = Object.entries(all).filter(([field]) => mayDisclose(field as DisclosedField, stage));
  return Object.fromEntries(allowed) as Partial<T>;
}

/**
 * Asked anew at every read: the consent may have been withdrawn, or have run out, since the referral was sent.
 * null: the institution does not know of the referral yet.
 */
export function disclosureStage(state: ReferralState, consented: boolean): DisclosureStage | null {
  if (state === 'awaiting-consent') return null;
  if (!consented) return 'ended';
  if (state === 'sent' || state === 'accepted' || state === 'agreed') return state;
  return state === 'fulfilled' ? 'agreed' : 'ended';
}
