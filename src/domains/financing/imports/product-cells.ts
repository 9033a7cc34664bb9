import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import type { CriterionInput, ProductInput, TierInput } from '../products/product-input.js';
import type { LoanProduct } from '../products/product.entity.js';

/** A row of the sheet 产品, read. */
export interface ProductCells {
  readonly number: string;
  readonly institution: string;
  readonly title: string;
  readonly sample?: boolean;
  readonly capacity?: number;
  readonly state?: ImportedState;
  readonly checkedOn?: string;
  readonly [term: string]: unknown;
}

export const importedStates = ['draft', 'review', 'on-shelf', 'paused'] as const;
export type ImportedState = (typeof importedStates)[number];

const termKeys = [
  'summary',
  'audience',
  'useOfFunds',
  'handling',
  'approvalDays',
  'revolving',
  'materials',
  'fees',
  'policies',
  'sourceTitle',
  'sourceGrade',
  'checkedOn',
] as const satisfies readonly (keyof LoanProduct)[];

const tierKeys = [
  'minAmount',
  'maxAmount',
  'minTerm',
  'maxTerm',
  'guarantees',
  'maxLoanToValue',
  'rateFrom',
  'rateTo',
  'pricing',
  'repayments',
] as const satisfies readonly (keyof TierInput)[];

/** A blank cell is a term that was not published. */
const orNull = (values: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));

export const tierOf = (values: Readonly<Record<string, unknown>>): TierInput =>
  ({ key: values.key, name: values.name, ...orNull(values, tierKeys) }) as TierInput;

export function productOf(
  cells: ProductCells,
  organisationId: string,
  tiers: readonly TierInput[],
  criteria: readonly CriterionInput[],
): Omit<ProductInput, 'number'> {
  return {
    organisationId,
    title: cells.title,
    sample: cells.sample ?? false,
    capacity: cells.capacity ?? null,
    terms: orNull(cells, termKeys) as ProductInput['terms'],
    tiers,
    criteria,
  };
}

/** Limits the wrong way round. */
export function reversed(values: Readonly<Record<string, unknown>>): CellProblem[] {
  return [
    ['minAmount', 'maxAmount'],
    ['minTerm', 'maxTerm'],
    ['rateFrom', 'rateTo'],
  ].flatMap(([from = '', to = '']) => {
    const low = values[from];
    const high = values[to];
    const wrong = typeof low === 'number' && typeof high === 'number' && low > high;
    return wrong ? [{ key: to, code: 'range-reversed', params: {} }] : [];
  });
}
