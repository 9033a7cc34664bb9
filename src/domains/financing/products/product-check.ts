import { checkCriterion, type Criterion } from '../../../kernel/matching/criterion.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { askableModel } from '../matching/fact-model.js';
import { criterionOf } from './offer-catalogue.js';
import type { ProductInput } from './product-input.js';

/** @throws Problem `validation` naming every tier and criterion that cannot be used */
export function checkProduct({ tiers, criteria }: ProductInput): void {
  const problems: FieldProblem[] = [];
  const keys = tiers.map(({ key }) => key);
  if (tiers.length === 0) problems.push({ field: 'tiers', code: 'required', params: {} });
  if (new Set(keys).size < keys.length) problems.push({ field: 'tiers', code: 'tier-repeated', params: {} });
  for (const [index, tier] of tiers.entries()) {
    if (tier.minAmount !== null && tier.maxAmount !== null && tier.minAmount > tier.maxAmount) {
      problems.push({ field: `tiers.${index}.maxAmount`, code: 'range-reversed', params: {} });
    }
  }
  for (const [index, row] of criteria.entries()) {
    if (row.tierKey !== null && !keys.includes(row.tierKey))
      problems.push({ field: `criteria.${index}`, code: 'tier-unknown', params: {} });
    const criterion: Criterion = criterionOf({
      ...row,
      id: String(index),
      offerId: '',
      revision: 0,
      position: index,
    });
    for (const code of checkCriterion(askableModel, criterion))
      problems.push({ field: `criteria.${index}`, code, params: { row: index + 1 } });
  }
  if (problems.length > 0) throw new Problem('validation', {}, problems);
}
