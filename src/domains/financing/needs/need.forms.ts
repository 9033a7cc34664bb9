import { channels, type Channel } from '../../../matchmaking/demand.entity.js';
import { field, form } from '../../../platform/http/fields.js';
import type { Upload } from '../../../platform/http/multipart.js';
import { financingCodes, financingTerms } from '../matching/facts.js';

const WAN = 1_000_000;
export const amountLimits = { min: 1 * WAN, max: 100_000 * WAN, usualMin: 10 * WAN, usualMax: 5_000 * WAN };
export const urgencies = ['normal', 'soon', 'urgent'] as const;

const fact = (key: keyof typeof financingCodes) => ({ words: `fact.${key}` });

/** Page 1: what for. */
@form('financing.need')
export class UseForm {
  @field.choice(financingCodes.financingKind, fact('financingKind')) financingKind!: string;
  @field.choice(financingCodes.purpose, fact('purpose')) purpose!: string;
  @field.prose({ optional: true, max: 500 }) purposeNote!: string | null;
  @field.prose({ optional: true, max: 300 }) repaymentSource!: string | null;
}

/** Page 2: how much, how long, what security, by when. */
@form('financing.need')
export class MoneyForm {
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.choice(financingTerms.map(String), { words: 'term', undecided: 'undecided' }) termMonths!: string | null;
  @field.choices(financingCodes.guarantees, { ...fact('guarantees'), optional: true }) guarantees!: string[];
  @field.percent({ optional: true, min: 10_000, max: 240_000 }) maxRate!: number | null;
  @field.wan({ optional: true, min: amountLimits.min, max: amountLimits.max }) minAmount!: number | null;
  @field.day({ optional: true }) neededBy!: string | null;
  @field.choice(urgencies, { words: 'urgency', optional: true }) urgency!: string | null;
}

/** Page 3: who to call, and how many banks at once. */
@form('financing.need')
export class ContactForm {
  @field.text({ max: 60 }) contactName!: string;
  @field.text({ max: 60, optional: true }) contactTitle!: string | null;
  @field.mobile() contactMobile!: string;
  @field.text({ max: 60, optional: true }) callHours!: string | null;
  @field.whole({ min: 1, max: 5 }) referralCap!: number;
}

/** What only some products ask for; shown when one of them would be decided by it. */
@form('financing.need')
export class DetailForm {
  @field.choices(financingCodes.repayments, { ...fact('repayments'), optional: true }) repayments!: string[];
  @field.choice(['yes', 'no'], { words: 'yes-no', optional: true }) firstLoan!: string | null;
  @field.choice(['yes', 'no'], { words: 'yes-no', optional: true }) renewal!: string | null;
  @field.day({ optional: true }) renewalDueOn!: string | null;
  @field.choice(financingCodes.collateralType, { ...fact('collateralType'), optional: true }) collateralType!:
    string | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) collateralValue!: number | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) collateralMortgaged!: number | null;
}

/** An officer files for an enterprise: which one, and how it came in. */
@form('financing.need')
export class OnBehalfForm {
  @field.hidden({ max: 36 }) organisationId!: string;
  @field.choice(channels.filter((channel) => channel !== 'self'), { words: 'channel' }) channel!: Channel;
  @field.day({ optional: true }) collectedOn!: string | null;
}

/** A paper for the need's folder. */
@form('need.file')
export class FileForm {
  @field.file() file!: Upload;
}

@form('financing.withdrawal')
export class WithdrawalForm {
  @field.choice(['solved-elsewhere', 'not-needed', 'terms', 'other'], { words: 'financing.withdrawal.reason' })
  reason!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}
