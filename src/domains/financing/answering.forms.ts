import { field, form } from '../../platform/http/fields.js';
import { financingCodes } from './facts.js';
import { amountLimits } from './need.forms.js';
import type { QuoteFee } from './deal.entity.js';

export const contactWays = ['phone', 'visit', 'at-bank', 'online'] as const;

@form('financing.quote')
export class QuoteForm {
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.whole({ min: 1, max: 360 }) termMonths!: number;
  @field.choice(financingCodes.repayments, { words: 'fact.repayments' }) repayment!: string;
  @field.text({ max: 120 }) guarantee!: string;
  @field.prose({ optional: true, max: 500 }) conditions!: string | null;
  @field.text({ optional: true, max: 60 }) pricing!: string | null;
  @field.day() validUntil!: string;
  // Fees: kind, amount, who gets it. Left empty = none.
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) registrationFee!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) valuationFee!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) notaryFee!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) guaranteeFee!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) insuranceFee!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) otherFee!: number | null;
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

const payeeOf = {
  registration: 'registry',
  valuation: 'valuer',
  notary: 'other',
  guarantee: 'guarantor',
  insurance: 'insurer',
  other: 'bank',
} as const;

/** The form's six fee lines as rows; a guarantee or insurance fee is asked for each year. */
export function quoteInput(form: QuoteForm): QuoteInput {
  const { registrationFee, valuationFee, notaryFee, guaranteeFee, insuranceFee, otherFee, ...terms } = form;
  const lines = {
    registration: registrationFee,
    valuation: valuationFee,
    notary: notaryFee,
    guarantee: guaranteeFee,
    insurance: insuranceFee,
    other: otherFee,
  };
  const fees = (Object.keys(lines) as (keyof typeof lines)[]).flatMap((kind) => {
    const amount = lines[kind];
    if (!amount) return [];
    const cycle = kind === 'guarantee' || kind === 'insurance' ? ('yearly' as const) : ('once' as const);
    return [{ kind, amount, payee: payeeOf[kind], cycle, bearer: 'enterprise' as const }];
  });
  return { ...terms, fees };
}

@form('financing.decline')
export class DeclineForm {
  @field.choices(
    [
      'years',
      'revenue',
      'credit-grade',
      'collateral',
      'debt',
      'overdue',
      'inquiries',
      'tax-arrears',
      'tax-grade',
      'change-period',
      'industry',
      'papers',
      'annual-report',
      'unreachable',
      'irregular',
      'lawsuit',
      'not-genuine',
      'quota',
      'area',
      'other',
    ],
    { words: 'decline' },
  )
  codes!: string[];
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

@form('financing.contact')
export class ContactLogForm {
  @field.choice(contactWays, { words: 'contact-way' }) how!: string;
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

@form('financing.papers')
export class PapersForm {
  @field.prose({ max: 500 }) papers!: string;
}

@form('financing.handover')
export class HandOverForm {
  @field.hidden({ max: 36 }) colleagueId!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

@form('financing.signing')
export class SigningForm {
  @field.text({ max: 4 }) contractTail!: string;
  @field.day() signedOn!: string;
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.whole({ min: 1, max: 360 }) termMonths!: number;
}

@form('financing.payout')
export class PayoutForm {
  @field.wan({ min: 1_000_000, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.day() paidOn!: string;
}

@form('financing.confirmation')
export class ConfirmationForm {
  @field.choice(['same', 'amount-differs', 'rate-differs', 'not-received'], { words: 'confirmation' }) confirmation!:
    'same' | 'amount-differs' | 'rate-differs' | 'not-received';
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}
