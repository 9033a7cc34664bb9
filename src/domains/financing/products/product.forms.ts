import { opsOfKind } from '../../../kernel/matching/criterion.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import type { ProductFilter } from './product.queries.js';
import { financingCodes, financingFacts } from '../matching/facts.js';
import { amountLimits } from '../needs/need.forms.js';

const amount = { optional: true, min: 0, max: amountLimits.max } as const;
const rate = { optional: true, min: 1_000, max: 500_000 } as const;
const months = { optional: true, min: 0, max: 360 } as const;

/** The catalogue's filters, read from the address. */
@form('financing.products')
export class ProductFilterForm {
  @field.text({ optional: true, max: 60 }) text!: string | null;
  @field.hidden({ optional: true, max: 36 }) institution!: string | null;
  @field.wan({ optional: true, min: 0, max: amountLimits.max }) amount!: number | null;
  @field.choice(financingCodes.guarantees, { words: 'fact.guarantees', optional: true }) guarantee!: string | null;
  @field.choice(['draft', 'review', 'on-shelf', 'paused', 'off'], { words: 'financing.product.state', optional: true })
  state!: string | null;
  @field.flag() stale!: boolean;
  @field.whole({ optional: true, min: 1, max: 10_000 }) page!: number | null;
}

/** What the catalogue understands of its address. */
export function readProductFilter(query: object): ProductFilter {
  const { text, institution, amount, guarantee, state, stale } = bindReadable(ProductFilterForm, query);
  return {
    text: text ?? null,
    institution: institution ?? null,
    amount: amount ?? null,
    guarantee: guarantee ?? null,
    state: state ?? null,
    stale: stale ?? false,
  };
}

/** What a product says of itself as a whole. */
@form('financing.product')
export class ProductForm {
  @field.hidden({ optional: true, max: 36 }) organisationId!: string | null;
  @field.text({ max: 120 }) title!: string;
  @field.prose({ optional: true, max: 500 }) summary!: string | null;
  @field.prose({ optional: true, max: 500 }) audience!: string | null;
  @field.text({ optional: true, max: 300 }) useOfFunds!: string | null;
  @field.text({ optional: true, max: 60 }) handling!: string | null;
  @field.whole({ optional: true, min: 1, max: 365 }) approvalDays!: number | null;
  @field.choice(['yes', 'no'], { words: 'financing.product.revolving', optional: true }) revolving!: string | null;
  @field.prose({ optional: true, max: 2000 }) materials!: string | null;
  @field.prose({ optional: true, max: 500 }) fees!: string | null;
  @field.prose({ optional: true, max: 500 }) policies!: string | null;
  @field.text({ optional: true, max: 200 }) sourceTitle!: string | null;
  @field.choice(['A', 'B', 'C'], { words: 'financing.product.grade', optional: true }) sourceGrade!: string | null;
  @field.wan({ ...amount }) capacity!: number | null;
}

/** 档位: limits, term, security and price that go together. */
@form('financing.tier')
export class TierForm {
  @field.hidden({ max: 20 }) key!: string;
  @field.text({ max: 60 }) name!: string;
  @field.wan(amount) minAmount!: number | null;
  @field.wan(amount) maxAmount!: number | null;
  @field.whole(months) minTerm!: number | null;
  @field.whole(months) maxTerm!: number | null;
  @field.percent(rate) rateFrom!: number | null;
  @field.percent(rate) rateTo!: number | null;
  @field.text({ optional: true, max: 200 }) pricing!: string | null;
  @field.percent({ optional: true, min: 0, max: 2_000_000 }) maxLoanToValue!: number | null;
  @field.choices(financingCodes.guarantees, { words: 'fact.guarantees', optional: true }) guarantees!: string[];
  @field.choices(financingCodes.repayments, { words: 'fact.repayments', optional: true }) repayments!: string[];
}

const ops = [...new Set(Object.values(opsOfKind).flat())];

/** One condition: fact and operator are chosen, the value is typed as people write it (kernel/matching/cells). */
@form('financing.criterion')
export class CriterionForm {
  @field.choice(financingFacts.map(({ key }) => key), { words: 'fact' })
  fact!: string;
  @field.choice(ops.flatMap((op) => [op, `not-${op}`]), { words: 'verdict.op' })
  op!: string;
  @field.text({ max: 300 }) value!: string;
  @field.choice(['hard', 'soft'], { words: 'financing.criterion.force' }) force!: 'hard' | 'soft';
  @field.whole({ optional: true, min: 1, max: 10 }) weight!: number | null;
  @field.text({ optional: true, max: 30 }) group!: string | null;
  @field.hidden({ optional: true, max: 20 }) tier!: string | null;
  @field.text({ optional: true, max: 200 }) remark!: string | null;
}
