import { field, form } from '../../../platform/http/fields.js';

/** For colleagues only; `@name` tells one of them. */
@form('need.note')
export class NoteForm {
  @field.prose({ max: 2000 }) text!: string;
}

/** To the enterprise: a box of its own, never a switch on the internal one. */
@form('need.message')
export class MessageForm {
  @field.prose({ max: 1000 }) text!: string;
}

export const callResults = ['reached', 'no-answer', 'call-back'] as const;
export const callPhrases = ['papers', 'terms', 'bank', 'visit', 'progress'] as const;

/** 记一次电话: a result, a phrase, a next date; everything but the result may stay empty. */
@form('need.call')
export class CallForm {
  @field.choice(callResults, { words: 'need.call.result' }) result!: (typeof callResults)[number];
  @field.choice(callPhrases, { words: 'need.call.phrase', optional: true }) phrase!:
    (typeof callPhrases)[number] | null;
  @field.text({ max: 300, optional: true }) remark!: string | null;
  @field.choice(['1', '3', '7'], { words: 'need.call.days', optional: true }) days!: string | null;
}

@form('need.hand-over')
export class HandOverForm {
  @field.text({ max: 36 }) to!: string;
}
