import { field, form } from '../platform/http/fields.js';

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

/** 记一次电话: what came of it, and when to call next. What may have been said is each domain's own list. */
export class LoggedCallForm {
  @field.choice(callResults, { words: 'need.call.result' }) result!: (typeof callResults)[number];
  @field.text({ max: 300, optional: true }) remark!: string | null;
  @field.choice(['1', '3', '7'], { words: 'need.call.days', optional: true }) days!: string | null;
}
