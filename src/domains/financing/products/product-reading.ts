import { readCondition, type CellWords } from '../../../kernel/matching/cells.js';
import type { FieldProblem } from '../../../kernel/problem.js';
import { bind, type Bound } from '../../../platform/http/bind.js';
import type { ProductDraft, Values } from './product-draft.js';
import { rowName } from './product-draft.js';
import type { CriterionInput, ProductInput, TierInput } from './product-input.js';
import { CriterionForm, ProductForm, TierForm } from './product.forms.js';

export type ReadProduct =
  | { ok: true; input: Omit<ProductInput, 'organisationId'>; organisationId: string | null }
  | { ok: false; problems: FieldProblem[] };

/** Reads a whole draft; every refusal names the field of the row it belongs to. */
export async function readDraft(words: CellWords, draft: ProductDraft, today: string): Promise<ReadProduct> {
  const problems: FieldProblem[] = [];
  const keep = <T>(bound: Bound<T>, nameOf: (name: string) => string): T | null => {
    if (bound.ok) return bound.input;
    problems.push(...bound.problems.map((one) => ({ ...one, field: nameOf(one.field) })));
    return null;
  };
  const product = keep(await bind(ProductForm, draft.product), (name) => name);
  const tiers: TierInput[] = [];
  for (const [row, values] of draft.tiers.entries()) {
    const tier = keep(await bind(TierForm, values), (name) => rowName('tier', row, name));
    if (tier) tiers.push(tierInput(tier));
  }
  const criteria: CriterionInput[] = [];
  for (const [row, values] of filled(draft.criteria)) {
    const criterion = keep(await bind(CriterionForm, values), (name) => rowName('criterion', row, name));
    if (!criterion) continue;
    const read = readCondition(words, criterion);
    if (!('problems' in read)) criteria.push(criterionInput(criterion, read));
    else
      for (const code of read.problems)
        problems.push({ field: rowName('criterion', row, fieldOf(code)), code, params: {} });
  }
  if (problems.length > 0 || !product) return { ok: false, problems };
  const { organisationId, title, capacity, revolving, ...terms } = product;
  return {
    ok: true,
    organisationId,
    input: {
      title,
      capacity,
      tiers,
      criteria,
      terms: { ...terms, revolving: revolving === null ? null : revolving === 'yes', checkedOn: today },
    },
  };
}

/** A row in which nothing was chosen or typed is none. */
export function filled(rows: readonly Values[]): [number, Values][] {
  return [...rows.entries()].filter(([, { fact, op, value }]) =>
    [fact, op, value].some((one) => one !== undefined && one !== ''),
  );
}

function tierInput({ guarantees, repayments, ...tier }: TierForm): TierInput {
  const listed = (codes: string[]) => (codes.length > 0 ? codes : null);
  return { ...tier, guarantees: listed(guarantees), repayments: listed(repayments) };
}

type Condition = Extract<ReturnType<typeof readCondition>, { factKey: string }>;

function criterionInput(row: CriterionForm, { factKey, not, condition }: Condition): CriterionInput {
  const hard = row.force === 'hard';
  return {
    factKey,
    op: condition.op,
    negated: not,
    value: condition.value,
    hard,
    weight: hard ? 0 : (row.weight ?? 1),
    groupKey: row.group,
    tierKey: row.tier,
    remark: row.remark,
  };
}

const fieldOf = (code: string): string => {
  if (code === 'fact-unknown') return 'fact';
  return code.startsWith('op-') ? 'op' : 'value';
};
