import { LoggedCallForm } from '../../../matchmaking/case-note.forms.js';
import { field, form } from '../../../platform/http/fields.js';

export const callPhrases = ['papers', 'terms', 'bank', 'visit', 'progress'] as const;

/** 记一次电话: a result, a phrase, a next date; everything but the result may stay empty. */
@form('need.call')
export class CallForm extends LoggedCallForm {
  @field.choice(callPhrases, { words: 'need.call.phrase', optional: true }) phrase!:
    (typeof callPhrases)[number] | null;
}

@form('need.hand-over')
export class HandOverForm {
  @field.text({ max: 36 }) to!: string;
}
