import type { Criterion } from '../../../kernel/matching/criterion.js';
import { capacityCriterion, nothingLeft } from '../../../kernel/matching/capacity.js';
import { QUOTA } from '../matching/fact-model.js';
import { amountLimits } from '../needs/need.forms.js';
import type { Tier } from './product.entity.js';

/**
 * A tier's terms as criteria, so that a miss is explained and a what-if offered like any other. Blank terms ask nothing.
 * @param left what the product has left of its total, in 分; null = its bank named none
 */
export function tierCriteria(tier: Tier, left: number | null): Criterion[] {
  const hard = (name: string, rest: object): Criterion =>
    ({ id: `${tier.key}.${name}`, hard: true, ...rest }) as Criterion;
  const criteria: Criterion[] = [];
  const range = (name: string, from: number | null, to: number | null) => {
    if (from !== null && to !== null) criteria.push(hard(name, { factKey: name, op: 'between', value: { from, to } }));
    else if (to !== null) criteria.push(hard(name, { factKey: name, op: 'lte', value: to }));
    else if (from !== null) criteria.push(hard(name, { factKey: name, op: 'gte', value: from }));
  };
  const short = left !== null && (tier.maxAmount === null || left < tier.maxAmount);
  if (short) criteria.push(restCriterion(tier, left));
  else range('amount', tier.minAmount, tier.maxAmount);
  range('termMonths', tier.minTerm, tier.maxTerm);
  // A tier that lends on credit asks for no guarantee, whatever the enterprise could offer.
  if (tier.guarantees && !tier.guarantees.includes('credit')) {
    criteria.push(hard('guarantees', { factKey: 'guarantees', op: 'any-of', value: tier.guarantees }));
  }
  if (tier.maxLoanToValue !== null) {
    criteria.push(hard('loanToValue', { factKey: 'loanToValue', op: 'lte', value: tier.maxLoanToValue }));
  }
  // What it costs at best against what the enterprise said it can bear: orders, does not exclude; the bank sets the price.
  if (tier.rateFrom !== null) {
    criteria.push({
      id: `${tier.key}.maxRate`,
      factKey: 'maxRate',
      op: 'gte',
      value: tier.rateFrom,
      hard: false,
      weight: 2,
    });
  }
  return criteria;
}

/** Where less is left than the tier lends at most, that is the most; where it lends less than that to nobody, it is used up. */
function restCriterion({ minAmount }: Tier, left: number): Criterion {
  const least = Math.max(minAmount ?? 0, amountLimits.min);
  return left < least ? nothingLeft(QUOTA) : capacityCriterion('amount', minAmount, left);
}
