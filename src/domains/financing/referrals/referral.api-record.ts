import { Injectable } from '@nestjs/common';
import { show, type Schema } from '../../../platform/http/api-schema.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Words } from '../../../platform/i18n/words.js';
import type { DisclosedField } from './disclosure.js';
import type { Known } from './referral.views.js';

/** What the head of a referral says already, or what is no field of its own. */
type InHead = 'number' | 'state' | 'product' | 'ownRecords' | 'verdictFigures';

const fields: Record<Exclude<DisclosedField, InHead>, Schema> = {
  enterprise: show.text,
  financingKind: show.maybe(show.text),
  purpose: show.maybe(show.text),
  amount: show.maybe(show.money),
  termMonths: show.maybe(show.count),
  guarantees: show.maybe(show.list(show.text)),
  repayments: show.maybe(show.list(show.text)),
  neededBy: show.maybe(show.day),
  urgency: show.maybe(show.text),
  firstLoan: show.maybe(show.flag),
  renewal: show.maybe(show.flag),
  renewalDueOn: show.maybe(show.day),
  collateralType: show.maybe(show.text),
  verdicts: show.list(
    show.object({
      result: show.code(['met', 'not-met', 'unknown']),
      sentence: { ...show.text, description: 'in the language of Accept-Language' },
    }),
  ),
  purposeNote: show.maybe(show.text),
  repaymentSource: show.maybe(show.text),
  collateralValue: show.maybe(show.money),
  collateralMortgaged: show.maybe(show.money),
  contactName: show.maybe(show.text),
  contactTitle: show.maybe(show.text),
  callHours: show.maybe(show.text),
  contactMobile: show.maybe({ ...show.text, description: 'always masked: a look at the whole number is for people' }),
  creditCode: show.maybe(show.text),
  askedFacts: show.list(show.object({ key: show.text, value: show.maybe(show.text) })),
  papers: show.list(
    show.object({ id: show.text, name: show.text, type: { ...show.text, description: 'pdf, jpg, png or xlsx' } }),
  ),
  address: show.maybe(show.text),
  legalRepName: show.maybe(show.text),
  minAmount: show.maybe(show.money),
  maxRate: show.maybe(show.ppm),
  avoidedInstitutions: show.maybe(show.list(show.text)),
  preferredInstitutions: show.maybe(show.list(show.text)),
  contactMail: show.maybe(show.text),
};

export const knownRecord: Schema = {
  ...show.object(fields),
  required: [],
  description: 'An institution finds here only what docs/privacy.md allows at this stage; the rest is absent.',
};

/** What ReferralViews lets a reader know, for programs: the same fields, the verdicts as sentences. */
@Injectable()
export class KnownRecords {
  constructor(private readonly words: Words) {}

  of({ number: _number, product: _product, verdicts, ...known }: Known, locale: Locale): object {
    const lines = verdicts?.map(({ verdict, text }) => ({ result: verdict, sentence: this.words.say(locale, text) }));
    return { ...known, ...(lines && { verdicts: lines }) };
  }
}
