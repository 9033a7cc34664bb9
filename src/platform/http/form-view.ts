import type { FieldProblem } from '../../kernel/problem.js';
import { fieldsOf, formKeyOf, type FieldSpec } from './fields.js';

/** A field as the template partials take it. */
export interface FieldView {
  readonly name: string;
  readonly kind: string;
  readonly optional: boolean;
  readonly value: string;
  readonly checked: boolean;
  readonly options: readonly { value: string; checked: boolean; words: string }[];
  readonly select: boolean;
  readonly max?: number;
  readonly error: { code: string; params: Record<string, unknown> } | null;
}

export interface FormView {
  readonly key: string;
  readonly fields: Readonly<Record<string, FieldView>>;
  readonly errors: readonly FieldProblem[];
}

/** `typed`: raw text as posted is shown back untouched; `stored`: values are written the way people type them. */
export function formView(
  type: object,
  values: Record<string, unknown>,
  errors: readonly FieldProblem[],
  source: 'typed' | 'stored',
): FormView {
  const fields = fieldsOf(type).map((spec) => fieldView(spec, values[spec.name], errors, source));
  return { key: formKeyOf(type), fields: Object.fromEntries(fields.map((field) => [field.name, field])), errors };
}

function fieldView(
  { name, kind, options }: FieldSpec,
  raw: unknown,
  errors: readonly FieldProblem[],
  source: 'typed' | 'stored',
): FieldView {
  const codes = [...(options.codes ?? []), ...(options.undecided ? [options.undecided] : [])];
  const picked = new Set((Array.isArray(raw) ? raw : [raw]).map((value) => (value == null ? '' : textOf(value))));
  if (source === 'stored' && raw === null && options.undecided) picked.add(options.undecided);
  const error = errors.find((problem) => problem.field === name);
  return {
    name,
    kind,
    optional: options.optional === true,
    value: kind === 'password' ? '' : source === 'typed' ? textOf(raw) : written(kind, raw),
    checked: raw === true || ['1', 'on', 'true', 'yes'].includes(textOf(raw)),
    options: codes.map((value) => ({ value, checked: picked.has(value), words: `${options.words ?? name}.${value}` })),
    select: options.select ?? codes.length > 9,
    ...(options.max !== undefined && { max: options.max }),
    error: error ? { code: error.code, params: error.params } : null,
  };
}

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
