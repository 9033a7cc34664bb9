import type { Text } from '../i18n/message.js';

export type FieldKind =
  | 'text'
  | 'prose'
  | 'wan'
  | 'percent'
  | 'whole'
  | 'day'
  | 'month'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'mobile'
  | 'creditCode'
  | 'password'
  | 'file'
  | 'hidden';

export interface OptionView {
  value: string;
  label: Text;
  hint?: Text;
  checked?: boolean;
}

export interface FieldView {
  kind: FieldKind;
  /** Otherwise the word `<form key>.<name>`. */
  label?: Text;
  /** Otherwise the word `<form key>.<name>.hint`, where there is one. */
  hint?: Text;
  /** Behind the control, such as 个月; `wan` and `percent` have their own. */
  unit?: Text;
  optional?: boolean;
  options?: OptionView[];
  /** What was typed, or the text of what is stored; never shown for passwords and files. */
  value?: string;
  error?: Text;
  /** Where it stands, when several fields of the form have its label: said with its refusal. */
  place?: Text;
  max?: number;
  autocomplete?: string;
  /** File kinds, for the control's `accept`. */
  accept?: string;
  /** The name of a file that was sent with a form that came back: it is to be chosen again. */
  again?: string;
}

/** What a template shows of a form; `{{field form "name"}}` draws one field. */
export interface FormView {
  /** The prefix of its words. */
  key: string;
  /** What the ids of its fields begin with, where two forms of a page have fields of the same name. */
  ids?: string;
  fields: Record<string, FieldView>;
  /** Refusals that belong to no single field. */
  errors: Text[];
}
