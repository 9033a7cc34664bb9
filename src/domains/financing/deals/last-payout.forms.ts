import { field, form } from '../../../platform/http/fields.js';
import { lastReasons } from './deal.entity.js';
import { onBehalfReasons } from '../../../matchmaking/on-behalf.js';

@form('deal.last')
export class LastPayoutForm {
  @field.choice(lastReasons, { words: 'deal.last.reason' }) reason!: (typeof lastReasons)[number];
  @field.prose({ optional: true, max: 300 }) note!: string | null;
  /** Asked of the centre only. */
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf?: string | null;
}

/** What the enterprise says to it: this was all, or more is owed. */
export const lastAnswers = ['agreed', 'more-owed'] as const;

@form('deal.last-answer')
export class LastAnswerForm {
  @field.choice(lastAnswers, { words: 'deal.last-answer' }) answer!: (typeof lastAnswers)[number];
  @field.prose({ optional: true, max: 300 }) note!: string | null;
  @field.choice(onBehalfReasons, { optional: true, words: 'deal.on-behalf' }) onBehalf?: string | null;
}
