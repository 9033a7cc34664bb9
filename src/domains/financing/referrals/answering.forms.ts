import { declineReasons } from '../../../directory/codes/decline-reasons.js';
import { field, form } from '../../../platform/http/fields.js';
import type { Upload } from '../../../platform/http/multipart.js';
import { feeBearers, feeCycles, feeKinds, feePayees, type FeeKind, type QuoteFee } from '../deals/deal.entity.js';
import { financingCodes } from '../matching/facts.js';
import { amountLimits } from '../needs/need.forms.js';

export const contactWays = ['phone', 'visit', 'at-bank', 'online'] as const;

@form('answer.quote')
export class QuoteForm {
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.whole({ min: 1, max: 360, unit: 'answer.months' }) termMonths!: number;
  @field.choice(financingCodes.repayments, { words: 'fact.repayments' }) repayment!: string;
  @field.text({ max: 120 }) guarantee!: string;
  @field.prose({ optional: true, max: 500 }) conditions!: string | null;
  @field.text({ optional: true, max: 60 }) pricing!: string | null;
  @field.day() validUntil!: string;
}

/** The four answers to one kind of fee: `valuationFee`, `valuationPayee`, `valuationCycle`, `valuationBearer`. */
type FeeFields = { [K in FeeKind as `${K}Fee`]?: number | null } & {
  [K in FeeKind as `${K}Payee`]?: QuoteFee['payee'] | null;
} & {
  [K in FeeKind as `${K}Cycle`]?: QuoteFee['cycle'] | null;
} & { [K in FeeKind as `${K}Bearer`]?: QuoteFee['bearer'] | null };

/** Fees left empty are none; who gets one, how often and who bears it have the usual answer until told otherwise. */
for (const kind of feeKinds) {
  field.wan({ optional: true, min: 0, max: amountLimits.max })(QuoteForm.prototype, `${kind}Fee`);
  field.choice(feePayees, { optional: true, words: 'answer.payee' })(QuoteForm.prototype, `${kind}Payee`);
  field.choice(feeCycles, { optional: true, words: 'answer.cycle' })(QuoteForm.prototype, `${kind}Cycle`);
  field.choice(feeBearers, { optional: true, words: 'answer.bearer' })(QuoteForm.prototype, `${kind}Bearer`);
}

export type FeeInput = Pick<QuoteFee, 'kind' | 'amount' | 'payee' | 'cycle' | 'bearer'>;

export interface QuoteInput {
  readonly amount: number;
  readonly rate: number;
  readonly termMonths: number;
  readonly repayment: string;
  readonly guarantee: string;
  readonly conditions: string | null;
  readonly pricing: string | null;
  readonly validUntil: string;
  readonly fees: readonly FeeInput[];
}

/** Who usually gets a fee, and how often; a guarantee or insurance fee is asked for each year. */
export const usualFee: Readonly<Record<FeeKind, Pick<FeeInput, 'payee' | 'cycle' | 'bearer'>>> = {
  registration: { payee: 'registry', cycle: 'once', bearer: 'enterprise' },
  valuation: { payee: 'valuer', cycle: 'once', bearer: 'enterprise' },
  notary: { payee: 'other', cycle: 'once', bearer: 'enterprise' },
  guarantee: { payee: 'guarantor', cycle: 'yearly', bearer: 'enterprise' },
  insurance: { payee: 'insurer', cycle: 'yearly', bearer: 'enterprise' },
  other: { payee: 'bank', cycle: 'once', bearer: 'enterprise' },
};

/** The form's fee lines as rows. */
export function quoteInput(form: QuoteForm & FeeFields): QuoteInput {
  const { amount, rate, termMonths, repayment, guarantee, conditions, pricing, validUntil } = form;
  const fees = feeKinds.flatMap((kind): FeeInput[] => {
    const fee = form[`${kind}Fee`];
    if (!fee) return [];
    const usual = usualFee[kind];
    return [
      {
        kind,
        amount: fee,
        payee: form[`${kind}Payee`] ?? usual.payee,
        cycle: form[`${kind}Cycle`] ?? usual.cycle,
        bearer: form[`${kind}Bearer`] ?? usual.bearer,
      },
    ];
  });
  return { amount, rate, termMonths, repayment, guarantee, conditions, pricing, validUntil, fees };
}

@form('answer.decline')
export class DeclineForm {
  @field.choices(declineReasons.codes) codes!: string[];
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

@form('answer.contact')
export class ContactLogForm {
  @field.choice(contactWays, { words: 'answer.way' }) how!: string;
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

@form('answer.papers')
export class PapersForm {
  @field.prose({ max: 500 }) papers!: string;
}

@form('answer.supplied')
export class SuppliedForm {
  @field.file({ optional: true }) file?: Upload | null;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

@form('answer.handover')
export class HandOverForm {
  @field.hidden({ max: 36 }) colleagueId!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}
