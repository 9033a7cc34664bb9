import { isDay } from './months.js';
import type { FactModel } from './fact-model.js';
import type { FactDefinition, FactKind } from './vocabulary.js';

/** A number in the fact's unit, a grade, or a day. */
export type Bound = number | string;

/** What a fact is compared with. Every bound is inclusive. */
export type Condition =
  | { readonly op: 'eq'; readonly value: Bound | boolean }
  | { readonly op: 'in'; readonly value: readonly Bound[] }
  | { readonly op: 'under'; readonly value: readonly string[] }
  | { readonly op: 'lte' | 'gte'; readonly value: Bound }
  | { readonly op: 'between'; readonly value: { readonly from: Bound; readonly to: Bound } }
  | { readonly op: 'any-of' | 'all-of'; readonly value: readonly string[] }
  | { readonly op: 'at-least'; readonly value: { readonly count: number; readonly of: readonly string[] } }
  | { readonly op: 'within-km'; readonly value: { readonly lat: number; readonly lng: number; readonly km: number } }
  | { readonly op: 'older-than'; readonly value: number };

export type Op = Condition['op'];

export type Criterion = Condition & {
  readonly id: string;
  readonly factKey: string;
  /** Turns a known answer round; an unknown stays unknown. */
  readonly not?: boolean;
  /** Hard criteria decide the status, soft ones only the order. */
  readonly hard: boolean;
  /** Soft only: a positive whole number. */
  readonly weight?: number;
  /** None: must hold. `ip`: one alternative of group ip. `ip/1`: holds together with the others of branch ip/1. */
  readonly groupKey?: string;
  /** The author's own note. */
  readonly reason?: { readonly zh: string; readonly en: string };
  /** Code of the paper that settles it when unknown. */
  readonly settledBy?: string;
};

const scaleOps: readonly Op[] = ['eq', 'lte', 'gte', 'between'];

/** The operators that fit each kind of fact (`under` only where codes have a hierarchy). */
export const opsOfKind: Readonly<Record<FactKind, readonly Op[]>> = {
  money: scaleOps,
  count: [...scaleOps, 'in'],
  ppm: scaleOps,
  grade: [...scaleOps, 'in'],
  day: [...scaleOps, 'older-than'],
  code: ['eq', 'in', 'under'],
  set: ['any-of', 'all-of', 'at-least'],
  flag: ['eq'],
  place: ['within-km'],
};

export type CriterionProblem =
  | 'fact-unknown'
  | 'op-does-not-fit'
  | 'value-does-not-fit'
  | 'code-unknown'
  | 'list-empty'
  | 'list-repeats'
  | 'range-reversed'
  | 'count-out-of-reach'
  | 'weight-does-not-fit'
  | 'group-key-malformed';

/** Why a criterion cannot be used, as codes; empty when it can. Run it before storing one: evaluation trusts it. */
export function checkCriterion(model: FactModel, criterion: Criterion): CriterionProblem[] {
  const problems: CriterionProblem[] = [];
  const definition = model.facts.get(criterion.factKey);
  if (!definition) problems.push('fact-unknown');
  else if (!fits(definition, criterion.op)) problems.push('op-does-not-fit');
  else problems.push(...checkValue(definition, criterion, model.codes[definition.key]));
  if (!weightFits(criterion)) problems.push('weight-does-not-fit');
  if (criterion.groupKey !== undefined && !/^[^/\s]+(\/[^/\s]+)?$/.test(criterion.groupKey))
    problems.push('group-key-malformed');
  return problems;
}

function fits(definition: FactDefinition, op: Op): boolean {
  return opsOfKind[definition.kind].includes(op) && (op !== 'under' || definition.hierarchy === 'prefix');
}

function weightFits({ hard, weight }: Criterion): boolean {
  return hard ? weight === undefined : Number.isSafeInteger(weight) && Number(weight) > 0;
}

function checkValue(
  definition: FactDefinition,
  condition: Condition,
  codes: readonly string[] | undefined,
): CriterionProblem[] {
  switch (condition.op) {
    case 'eq':
    case 'lte':
    case 'gte':
      return checkBounds(definition, [condition.value], codes);
    case 'between': {
      const { from, to } = condition.value;
      const problems = checkBounds(definition, [from, to], codes);
      if (problems.length > 0) return problems;
      return rank(definition, from) > rank(definition, to) ? ['range-reversed'] : [];
    }
    case 'in':
    case 'under':
    case 'any-of':
    case 'all-of':
      return checkList(definition, condition.value, condition.op === 'under' ? undefined : codes);
    case 'at-least': {
      const { count, of } = condition.value;
      const reachable = Number.isSafeInteger(count) && count >= 1 && count <= of.length;
      return [...checkList(definition, of, codes), ...(reachable ? [] : (['count-out-of-reach'] as const))];
    }
    case 'within-km': {
      const { lat, lng, km } = condition.value;
      return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && km > 0 && km <= 20_040 ? [] : ['value-does-not-fit'];
    }
    case 'older-than':
      return Number.isSafeInteger(condition.value) && condition.value >= 0 && condition.value <= 1200
        ? []
        : ['value-does-not-fit'];
  }
}

function checkList(
  definition: FactDefinition,
  values: readonly Bound[],
  codes: readonly string[] | undefined,
): CriterionProblem[] {
  if (values.length === 0) return ['list-empty'];
  const repeats = new Set(values).size < values.length;
  return [...checkBounds(definition, values, codes), ...(repeats ? (['list-repeats'] as const) : [])];
}

function checkBounds(
  definition: FactDefinition,
  values: readonly unknown[],
  codes: readonly string[] | undefined,
): CriterionProblem[] {
  if (!values.every((value) => isValue(definition.kind, value))) return ['value-does-not-fit'];
  const listed = definition.grades ?? codes;
  return !listed || values.every((value) => listed.includes(String(value))) ? [] : ['code-unknown'];
}

function isValue(kind: FactKind, value: unknown): boolean {
  if (kind === 'money' || kind === 'count' || kind === 'ppm') return Number.isSafeInteger(value);
  if (kind === 'flag') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  return kind === 'day' ? isDay(value) : value !== '';
}

function rank(definition: FactDefinition, value: Bound): Bound {
  return definition.grades && typeof value === 'string' ? definition.grades.indexOf(value) : value;
}
