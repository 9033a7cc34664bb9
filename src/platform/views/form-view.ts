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
  max?: number;
  autocomplete?: string;
  /** File kinds, for the control's `accept`. */
  accept?: string;
}

/** What a template shows of a form; `{{field form "name"}}` draws one field. */
export interface FormView {
  /** The prefix of its words. */
  key: string;
  fields: Record<string, FieldView>;
  /** Refusals that belong to no single field. */
  errors: Text[];
}
