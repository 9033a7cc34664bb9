import { opsOfKind } from '../../../kernel/matching/criterion.js';
import { codeText, type Words } from '../../../kernel/matching/texts.js';
import type { FieldProblem } from '../../../kernel/problem.js';
import { formView } from '../../../platform/http/form-view.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { FieldView, FormView } from '../../../platform/views/form-view.js';
import { financingModel } from '../matching/fact-model.js';
import { rowName, type ProductDraft, type Values } from './product-draft.js';
import { CriterionForm, ProductForm, TierForm } from './product.forms.js';

export interface EditorView {
  readonly form: FormView;
  /** `open`: what is folded on a page says something, or is to be corrected. */
  readonly tiers: readonly { row: number; number: number; names: Record<string, string>; open: boolean }[];
  readonly criteria: readonly { row: number; number: number; names: Record<string, string> }[];
}

/** The whole editor as one form: fields of rows are called `tier-0-name`, their refusals name the row. */
export function editorView(words: Words, draft: ProductDraft, problems: readonly FieldProblem[]): EditorView {
  const known = new Set<string>();
  const fields: Record<string, FieldView> = {};
  const add = (kind: 'tier' | 'criterion', row: number, type: new () => object, values: Values) => {
    const own = problems
      .filter(({ field }) => field.startsWith(rowName(kind, row, '')))
      .map((problem) => ({ ...problem, field: problem.field.slice(rowName(kind, row, '').length) }));
    const view = formView(type, values, own, draft.source);
    const names: Record<string, string> = {};
    for (const [name, field] of Object.entries(view.fields)) {
      const full = rowName(kind, row, name);
      known.add(full);
      names[name] = full;
      fields[full] = { ...field, label: message(`${view.key}.${name}`), place: placeOf(kind, row) };
    }
    return { row, number: row + 1, names };
  };
  const tiers = draft.tiers.map((values, row) => {
    const shape = add('tier', row, TierForm, values);
    const folded = [shape.names['guarantees'], shape.names['repayments']].map((name) => fields[name ?? '']);
    const open = folded.some((field) => field?.error || field?.options?.some(({ checked }) => checked));
    return { ...shape, open };
  });
  const criteria = draft.criteria.map((values, row) => {
    const shape = add('criterion', row, CriterionForm, values);
    fit(words, fields, shape.names, values, draft);
    return shape;
  });
  const rest = problems.filter(({ field }) => !known.has(field));
  const product = formView(ProductForm, draft.product, rest, draft.source);
  return { form: { ...product, fields: { ...product.fields, ...fields } }, tiers, criteria };
}

const placeOf = (kind: string, row: number): Text => message(`financing.product.row.${kind}`, { row: row + 1 });

/** Once a fact is chosen, only operators that fit it are offered beside the chosen one, and its option names are listed as a hint. */
function fit(
  words: Words,
  fields: Record<string, FieldView>,
  names: Record<string, string>,
  { fact, tier }: Values,
  draft: ProductDraft,
): void {
  const change = (name: string, patch: Partial<FieldView>) => {
    const full = names[name] ?? '';
    fields[full] = { ...(fields[full] as FieldView), ...patch };
  };
  const definition = typeof fact === 'string' ? financingModel.facts.get(fact) : undefined;
  if (definition) {
    const ops = opsOfKind[definition.kind].filter((op) => op !== 'under' || definition.hierarchy === 'prefix');
    const options = fields[names['op'] ?? '']?.options ?? [];
    const fits = (value: string) => ops.some((op) => value === op || value === `not-${op}`);
    // What was chosen stays in sight, also when it does not fit.
    change('op', { options: options.filter(({ value, checked }) => checked || fits(value)) });
    const codes = definition.grades ?? financingModel.codes[definition.key];
    const listed = codes
      ?.map((code) => codeText(words, definition.key, code))
      .join(words.say('verdict.list-separator'));
    change('value', {
      hint: listed
        ? message('financing.criterion.value.codes', { list: listed })
        : message(`financing.criterion.value.${definition.kind}`),
    });
  }
  const options = draft.tiers.map(({ key, name }) => ({
    value: String(key),
    label: typeof name === 'string' && name !== '' ? name : String(key),
    checked: tier === key,
  }));
  change('tier', { kind: 'choice', options, optional: true });
}

/** What two drafts differ in, as both would be shown: for a person whose page was overtaken. */
export function differences(words: Words, mine: EditorView, theirs: EditorView): object[] {
  const names = [...new Set([...Object.keys(mine.form.fields), ...Object.keys(theirs.form.fields)])];
  return names.flatMap((name) => {
    if (name === 'organisationId' || name.endsWith('-key')) return [];
    const [yours, current] = [mine, theirs].map(({ form }) => shown(words, form.fields[name]));
    if (yours === current) return [];
    const field = mine.form.fields[name] ?? theirs.form.fields[name];
    const [, kind, row] = /^(tier|criterion)-(\d+)-/.exec(name) ?? [];
    const label = field?.label ?? message(`financing.product.${name}`);
    const place = kind ? { key: 'common.refusal', params: { field: placeOf(kind, Number(row)), error: label } } : label;
    return [{ label: place, yours: yours || null, theirs: current || null }];
  });
}

function shown(words: Words, field: FieldView | undefined): string {
  if (!field) return '';
  if (!field.options) return (field.value ?? '').trim();
  return field.options
    .filter(({ checked }) => checked)
    .map(({ label }) => (typeof label === 'string' ? label : words.say(label.key)))
    .join(words.say('verdict.list-separator'));
}
