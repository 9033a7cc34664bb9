import { message } from '../i18n/message.js';
import type { FieldView, FormView, OptionView } from './form-view.js';

const options = (word: string, count: number, checked: number): OptionView[] =>
  Array.from({ length: count }, (_, i) => ({
    value: String(i),
    label: message(`kit.option.${word}.${i}`),
    checked: i === checked,
  }));

const fields = {
  amount: {
    kind: 'wan',
    value: '5,000,000',
    error: message('kit.form.error.amount'),
  },
  term: {
    kind: 'choice',
    error: message('kit.form.error.term'),
    options: options('term', 4, -1).map((option, i) =>
      i === 3 ? { ...option, hint: message('kit.option.term.hint') } : option,
    ),
  },
  title: { kind: 'text', max: 60, value: '' },
  story: { kind: 'prose', optional: true, max: 2000, value: '' },
  rate: { kind: 'percent', optional: true, value: '3.45' },
  people: { kind: 'whole', value: '30', unit: message('kit.unit.person') },
  day: { kind: 'day', value: '2026-12-20' },
  month: { kind: 'month', value: '2027-03' },
  industry: { kind: 'choice', options: options('industry', 8, 2) },
  guarantees: { kind: 'choices', options: options('guarantee', 3, 1) },
  consent: { kind: 'flag', value: 'true' },
  mobile: { kind: 'mobile', value: '' },
  code: { kind: 'creditCode', max: 18, value: '' },
  secret: { kind: 'password', autocomplete: 'new-password' },
  file: { kind: 'file', optional: true, accept: 'image/*,.pdf' },
  token: { kind: 'hidden', value: 'draft-1' },
} satisfies Record<string, FieldView>;

/** One field of every kind, two of them refused. */
export const kitForm: FormView = { key: 'kit.form', errors: [message('kit.form.error.all')], fields };

export const kitFilter: FormView = {
  key: 'kit.filter',
  errors: [],
  fields: {
    state: {
      kind: 'choice',
      options: ['listed', 'draft'].map((code, i) => ({
        value: code,
        label: message(`kit.filter.state.${code}`),
        checked: i === 0,
      })),
    },
    word: { kind: 'text', value: '' },
  },
};
