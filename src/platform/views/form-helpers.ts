import Handlebars from 'handlebars';
import type { TemplateDelegate } from 'handlebars';
import { randomUUID } from 'node:crypto';
import type { Text } from '../i18n/message.js';
import type { Words } from '../i18n/words.js';
import type { FieldKind, FieldView, FormView } from './form-view.js';
import { sayer, type Helpers, type Options } from './helper.js';
import { markup, type Html } from './html.js';

/** The most options that are offered as radio buttons. */
const MOST_RADIOS = 7;

interface Control {
  partial: 'input' | 'prose' | 'choice' | 'select' | 'choices' | 'flag' | 'file' | 'hidden';
  type?: string;
  inputmode?: string;
  size?: 'short' | 'middle';
  unit?: Text;
  autocomplete?: string;
}

const CONTROLS: Record<FieldKind, Control> = {
  text: { partial: 'input', type: 'text' },
  prose: { partial: 'prose' },
  wan: { partial: 'input', type: 'text', inputmode: 'decimal', size: 'short', unit: { key: 'common.unit.wan' } },
  percent: { partial: 'input', type: 'text', inputmode: 'decimal', size: 'short', unit: '%' },
  whole: { partial: 'input', type: 'text', inputmode: 'numeric', size: 'short' },
  day: { partial: 'input', type: 'date', size: 'middle' },
  month: { partial: 'input', type: 'month', size: 'middle' },
  choice: { partial: 'choice' },
  choices: { partial: 'choices' },
  flag: { partial: 'flag' },
  mobile: { partial: 'input', type: 'tel', inputmode: 'tel', size: 'middle', autocomplete: 'tel' },
  creditCode: { partial: 'input', type: 'text', size: 'middle' },
  password: { partial: 'input', type: 'password', size: 'middle', autocomplete: 'current-password' },
  file: { partial: 'file' },
  hidden: { partial: 'hidden' },
};

/** Draws forms; `partial` gives the compiled template of a name. */
export function formHelpers(words: Words, partial: (name: string) => TemplateDelegate): Helpers {
  const say = sayer(words);
  const draw = (name: string, context: object, { data }: Options): Html =>
    new Handlebars.SafeString(partial(name)(context, { data }));
  const labelOf = (form: FormView, name: string): Text => fieldOf(form, name).label ?? { key: `${form.key}.${name}` };
  /** A hidden field has none; whoever sends one twice is told without. */
  const shownLabel = (form: FormView, name: string, { data }: Options): Text | undefined =>
    fieldOf(form, name).label ??
    (words.has(data.view.locale, `${form.key}.${name}`) ? { key: `${form.key}.${name}` } : undefined);
  /** Names its field, so that it is understood in the summary, too; the same words stand beside the field. */
  const refusalOf = (form: FormView, name: string, { place, error }: FieldView, options: Options): string =>
    say(options, {
      key: 'common.refusal',
      params: {
        field: [place, shownLabel(form, name, options)].flatMap((text) => (text ? [say(options, text)] : [])).join(' '),
        error: say(options, error ?? ''),
      },
    });
  const hintOf = (form: FormView, name: string, { data }: Options): Text | undefined => {
    const key = `${form.key}.${name}.hint`;
    return fieldOf(form, name).hint ?? (words.has(data.view.locale, key) ? { key } : undefined);
  };

  return {
    /** `{{field form "amount"}}`; `compact=true` for filters. */
    field: (form: FormView, name: string, options: Options) => {
      const view = fieldOf(form, name);
      const control = controlOf(view, options.hash.compact === true);
      const id = idOf(form, name);
      const hint = hintOf(form, name, options);
      const error = view.error && refusalOf(form, name, view, options);
      const context = {
        ...control,
        ...view,
        unit: view.unit ?? control.unit,
        autocomplete: view.autocomplete ?? control.autocomplete,
        value: view.kind === 'password' || view.kind === 'file' ? '' : view.value,
        name,
        id,
        error,
        compact: options.hash.compact,
        label: view.kind === 'hidden' ? '' : say(options, labelOf(form, name)),
        hint,
        options: view.options?.map((option, i) => ({ ...option, name, id: i === 0 ? id : `${id}-${i}` })),
        describedBy: [hint && `${id}-hint`, error && `${id}-error`, view.again && `${id}-again`]
          .filter(Boolean)
          .join(' '),
      };
      return draw(`field-${control.partial}`, context, options);
    },
    /** All refusals in one box on top, each a link to its field; nothing when there is none. */
    errorSummary: (form: FormView | undefined, options: Options) => {
      const items = refusals(form).map(({ name, text }) => {
        const view = form && name !== undefined ? fieldOf(form, name) : undefined;
        if (!form || !view || name === undefined) return { text };
        // What nobody typed nobody can correct: the page itself is to be asked for again.
        if (view.kind === 'hidden') return { text: { key: 'problem.unreadable-body' } };
        return { text: refusalOf(form, name, view, options), href: `#${idOf(form, name)}` };
      });
      const again = Object.entries(form?.fields ?? {}).flatMap(([name, { again: file }]) =>
        form && file ? [{ file, href: `#${idOf(form, name)}` }] : [],
      );
      return items.length > 0 ? draw('error-summary', { items, again, count: items.length }, options) : '';
    },
    /** The number of refusals, for the page's title. */
    errorCount: (form: FormView | undefined) => refusals(form).length,
    /** The hidden fields every POST form carries: the CSRF token, and the key that makes a second sending harmless. */
    csrf: ({ data }: Options) =>
      markup`<input type="hidden" name="_csrf" value="${data.view.csrfToken}"><input type="hidden" name="_key" value="${randomUUID()}">`,
  };
}

function fieldOf(form: FormView, name: string): FieldView {
  const view = form.fields[name];
  if (!view) throw new Error(`The form ${form.key} has no field ${name}`);
  return view;
}

/** A choice of many, or in a filter, is a list instead of radio buttons. */
function controlOf(view: FieldView, compact: boolean): Control {
  const asList = view.kind === 'choice' && (compact || (view.options?.length ?? 0) > MOST_RADIOS);
  return asList ? { partial: 'select' } : CONTROLS[view.kind];
}

function refusals(form: FormView | undefined): { text: Text; name?: string }[] {
  if (!form) return [];
  const ofFields = Object.entries(form.fields).flatMap(([name, { error }]) => (error ? [{ text: error, name }] : []));
  return [...form.errors.map((text) => ({ text })), ...ofFields];
}

const idOf = (form: FormView, name: string): string => `${form.ids ?? ''}${name}`;
