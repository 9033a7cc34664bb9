import type { FieldProblem } from '../../kernel/problem.js';
import { FILE_TYPES, type FileType } from '../files/file-type.js';
import { message, type Text } from '../i18n/message.js';
import type { FieldKind as ViewKind, FieldView, FormView } from '../views/form-view.js';
import { Upload } from './multipart.js';
import { fieldsOf, formKeyOf, type FieldSpec } from './fields.js';

/** `typed`: raw text as posted is shown back untouched; `stored`: values are written the way people type them. */
export function formView(
  type: object,
  values: Record<string, unknown>,
  errors: readonly FieldProblem[],
  source: 'typed' | 'stored',
): FormView {
  const specs = fieldsOf(type);
  const names = new Set(specs.map(({ name }) => name));
  return {
    key: formKeyOf(type),
    fields: Object.fromEntries(specs.map((spec) => [spec.name, fieldView(spec, values[spec.name], errors, source)])),
    errors: errors.filter(({ field }) => !names.has(field)).map(said),
  };
}

/** A refusal in words: of a field, or (with no field named) of the whole form. */
const said = ({ field, code, params }: FieldProblem): Text =>
  message(field === '' ? `problem.${code}` : `problem.field.${code}`, { ...params });

function fieldView(
  { name, kind, options }: FieldSpec,
  raw: unknown,
  errors: readonly FieldProblem[],
  source: 'typed' | 'stored',
): FieldView {
  const codes = [...(options.codes ?? []), ...(options.undecided ? [options.undecided] : [])];
  const picked = new Set((Array.isArray(raw) ? raw : [raw]).map(textOf));
  if (source === 'stored' && raw === null && options.undecided) picked.add(options.undecided);
  const error = errors.find((problem) => problem.field === name);
  return {
    kind: (kind === 'mail' ? 'text' : kind) as ViewKind,
    optional: options.optional === true && kind !== 'flag',
    value:
      kind === 'flag'
        ? raw === true || ['1', 'on', 'true', 'yes'].includes(textOf(raw))
          ? 'true'
          : ''
        : source === 'typed'
          ? textOf(raw)
          : written(kind, raw),
    ...(codes.length > 0 && {
      options: codes.map((value) => ({
        value,
        checked: picked.has(value),
        label: message(`${options.words ?? name}.${value}`),
      })),
    }),
    ...(options.max !== undefined && kind !== 'wan' && kind !== 'percent' && { max: options.max }),
    ...(options.unit && { unit: message(options.unit) }),
    ...(kind === 'file' && { accept: acceptOf(options.types ?? []) }),
    // No browser shows a file that was chosen before.
    ...(raw instanceof Upload && !error && { again: raw.name }),
    ...(options.autocomplete && { autocomplete: options.autocomplete }),
    ...(error && { error: said(error) }),
  };
}

const acceptOf = (types: readonly FileType[]): string =>
  types.flatMap((type) => FILE_TYPES[type].endings.map((ending) => `.${ending}`)).join();

const textOf = (raw: unknown): string =>
  typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';

function written(kind: string, raw: unknown): string {
  if (typeof raw !== 'number') return textOf(raw);
  if (kind === 'wan') return trimmed(raw, 6);
  if (kind === 'percent') return trimmed(raw, 4);
  return String(raw);
}

/** An integer of small units as a decimal of big ones: 4 500 000 分 → 4.5 (万元), without floating point. */
function trimmed(units: number, decimals: number): string {
  const sign = units < 0 ? '-' : '';
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return sign + digits.slice(0, -decimals) + (fraction ? `.${fraction}` : '');
}
