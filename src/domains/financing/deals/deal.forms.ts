import { field, form } from '../../../platform/http/fields.js';
import { confirmations } from './deal.entity.js';
import { amountLimits } from '../needs/need.forms.js';
import { onBehalfReasons } from '../../../matchmaking/on-behalf.js';

@form('deal.signing')
export class SigningForm {
  @field.text({ max: 4 }) contractTail!: string;
  @field.day() signedOn!: string;
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.whole({ min: 1, max: 360, unit: 'answer.months' }) termMonths!: number;
  /** Asked of the centre only. */
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf?: string | null;
}

@form('deal.payout')
export class PayoutForm {
  @field.wan({ min: 1_000_000, max: amountLimits.max }) amount!: number;
  @field.percent({ min: 1_000, max: 240_000 }) rate!: number;
  @field.day() paidOn!: string;
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf?: string | null;
}

@form('deal.confirmation')
export class ConfirmationForm {
  @field.choice(confirmations, { words: 'deal.confirmation' }) confirmation!: (typeof confirmations)[number];
  @field.text({ optional: true, max: 300 }) note!: string | null;
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf?: string | null;
}
