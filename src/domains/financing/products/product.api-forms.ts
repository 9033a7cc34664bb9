import { opsOfKind } from '../../../kernel/matching/criterion.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { offerStates } from '../../../matchmaking/offer.entity.js';
import { bindEach } from '../../../platform/http/api-body.js';
import { bind } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { financingCodes, financingFacts } from '../matching/facts.js';
import { amountLimits } from '../needs/need.forms.js';
import type { CriterionInput, ProductInput } from './product-input.js';

const maybe = { optional: true } as const;
const amount = { ...maybe, min: 0, max: amountLimits.max };
const months = { ...maybe, min: 0, max: 600 };
const rate = { ...maybe, min: 0, max: 1_000_000 };
const ops = [...new Set(Object.values(opsOfKind).flat())];

@form('api.products')
export class ProductQuery extends ListQuery {
  @field.choice(offerStates, maybe) state!: string | null;
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
}

@form('api.product')
export class TermsBody {
  @field.prose({ ...maybe, max: 500 }) summary!: string | null;
  @field.prose({ ...maybe, max: 500 }) audience!: string | null;
  @field.prose({ ...maybe, max: 300 }) useOfFunds!: string | null;
  @field.text({ ...maybe, max: 60 }) handling!: string | null;
  @field.whole({ ...maybe, min: 0, max: 365 }) approvalDays!: number | null;
  @field.flag() revolving!: boolean;
  @field.prose({ ...maybe, max: 4000 }) materials!: string | null;
  @field.prose({ ...maybe, max: 500 }) fees!: string | null;
  @field.prose({ ...maybe, max: 500 }) policies!: string | null;
  @field.text({ ...maybe, max: 200 }) sourceTitle!: string | null;
  @field.choice(['A', 'B', 'C'], maybe) sourceGrade!: string | null;
}

/** 档位: a limit, term, guarantee and price that go together. */
@form('api.product')
export class TierBody {
  @field.text({ max: 20 }) key!: string;
  @field.text({ max: 60 }) name!: string;
  @field.wan(amount) minAmount!: number | null;
  @field.wan(amount) maxAmount!: number | null;
  @field.whole(months) minTerm!: number | null;
  @field.whole(months) maxTerm!: number | null;
  @field.choices(financingCodes.guarantees, maybe) guarantees!: string[];
  @field.percent(rate) maxLoanToValue!: number | null;
  @field.percent(rate) rateFrom!: number | null;
  @field.percent(rate) rateTo!: number | null;
  @field.text({ ...maybe, max: 200 }) pricing!: string | null;
  @field.choices(financingCodes.repayments, maybe) repayments!: string[];
}

/** 条件, but for its value, whose shape depends on the operator (docs/matching.md). */
@form('api.product')
export class CriterionBody {
  @field.text({ ...maybe, max: 20 }) tierKey!: string | null;
  @field.text({ ...maybe, max: 30 }) groupKey!: string | null;
  @field.choice(financingFacts.map(({ key }) => key)) factKey!: string;
  @field.choice(ops) op!: string;
  @field.flag() negated!: boolean;
  @field.flag() hard!: boolean;
  @field.whole({ ...maybe, min: 0, max: 100 }) weight!: number | null;
  @field.prose({ ...maybe, max: 200 }) remark!: string | null;
}

@form('api.product')
export class ProductBody {
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
  @field.text({ max: 120 }) title!: string;
  @field.wan({ ...maybe, min: 0 }) capacity!: number | null;
}

/** The whole product at once: an edit writes the next revision of all of it. @throws Problem `validation` */
export async function productInput(body: unknown, organisationId: string): Promise<ProductInput> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Problem('unreadable-body');
  const { tiers, criteria, terms, ...rest } = body as Record<string, unknown>;
  const head = await bind(ProductBody, rest);
  const said = await bindEach(TermsBody, [terms ?? {}], 'terms');
  const levels = await bindEach(TierBody, tiers ?? [], 'tiers');
  const asked = await bindEach(
    CriterionBody,
    Array.isArray(criteria) ? criteria.map(withoutValue) : (criteria ?? []),
    'criteria',
  );
  const values = Array.isArray(criteria) ? criteria.map((one) => (one as { value?: unknown } | null)?.value) : [];
  const problems = [...(head.ok ? [] : head.problems), ...said.problems, ...levels.problems, ...asked.problems];
  if (problems.length === 0) problems.push(...misshapen(asked.inputs, values));
  if (!head.ok || problems.length > 0) throw new Problem('validation', {}, problems);
  return {
    organisationId: head.input.organisationId ?? organisationId,
    title: head.input.title,
    capacity: head.input.capacity,
    terms: Object.assign(said.inputs[0] as TermsBody, { checkedOn: null }),
    tiers: levels.inputs.map((tier) =>
      Object.assign(tier, {
        guarantees: tier.guarantees.length > 0 ? tier.guarantees : null,
        repayments: tier.repayments.length > 0 ? tier.repayments : null,
      }),
    ),
    criteria: asked.inputs.map((one, index) => criterionInput(one, values[index])),
  };
}

const criterionInput = (one: CriterionBody, value: unknown): CriterionInput =>
  Object.assign(one, {
    value,
    weight: one.hard ? 0 : (one.weight ?? 1),
  });

function withoutValue(one: unknown): unknown {
  if (one === null || typeof one !== 'object') return one;
  const { value: _value, ...rest } = one as Record<string, unknown>;
  return rest;
}

/** The matcher's own check reads values by their operator's shape, so the shape is settled first. */
function misshapen(criteria: readonly CriterionBody[], values: readonly unknown[]): FieldProblem[] {
  return criteria.flatMap(({ op }, index) =>
    fits(op, values[index])
      ? []
      : [{ field: `criteria.${index}.value`, code: 'criterion-value', params: { row: index + 1 } }],
  );
}

const scalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const scalars = (value: unknown): boolean => Array.isArray(value) && value.length <= 200 && value.every(scalar);
const members = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

function fits(op: string, value: unknown): boolean {
  switch (op) {
    case 'in':
    case 'under':
    case 'any-of':
    case 'all-of':
      return scalars(value);
    case 'between':
      return scalar(members(value)['from']) && scalar(members(value)['to']);
    case 'at-least':
      return typeof members(value)['count'] === 'number' && scalars(members(value)['of']);
    case 'within-km':
      return ['lat', 'lng', 'km'].every((name) => typeof members(value)[name] === 'number');
    default:
      return scalar(value);
  }
}
