import { LoggedCallForm } from '../../../matchmaking/case-note.forms.js';
import { field, form } from '../../../platform/http/fields.js';

export const callPhrases = ['still-needed', 'headcount', 'terms', 'college', 'filled', 'visit'] as const;

/** 记一次电话: a result, a phrase, a next date; everything but the result may stay empty. */
@form('talent.call')
export class DemandCallForm extends LoggedCallForm {
  @field.choice(callPhrases, { words: 'talent.call.phrase', optional: true }) phrase!:
    (typeof callPhrases)[number] | null;
}
