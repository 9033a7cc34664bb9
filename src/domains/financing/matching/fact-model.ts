import { createFactModel, type Derivation } from '../../../kernel/matching/fact-model.js';
import { average, growth, known, quotient, sum } from '../../../kernel/matching/facts.js';
import type { FactDefinition } from '../../../kernel/matching/vocabulary.js';
import { financingCodes, financingFacts, financingPapers, financingTerms } from './facts.js';

/** `yearBefore.*` are the figures of the year before the latest closed one; criteria cannot name them, derivations can. */
const derivations: readonly Derivation[] = [
  derived('taxPaidAverage2y', ['taxPaid', 'yearBefore.taxPaid'], average),
  derived('debtRatio', ['liabilities', 'assets'], quotient),
  derived('rdRatio', ['rdExpense', 'revenue'], quotient),
  derived('revenueGrowth', ['revenue', 'yearBefore.revenue'], growth),
  derived('amountToRevenue', ['amount', 'revenue'], quotient),
  {
    key: 'loanToValue',
    from: ['amount', 'collateralMortgaged', 'collateralValue'],
    compute: (fact) => quotient(sum(fact('amount'), fact('collateralMortgaged')), fact('collateralValue')),
  },
  derived('creditToRevenue', ['creditBalance', 'revenue'], quotient),
];

function derived(key: string, [left, right]: [string, string], compute: typeof quotient): Derivation {
  return { key, from: [left, right], compute: (fact) => compute(fact(left), fact(right)) };
}

const options = {
  derivations,
  choices: { termMonths: financingTerms },
  codes: financingCodes,
  papers: financingPapers,
};

/** The facts that a product's author may ask for. */
export const askableModel = createFactModel(financingFacts, options);

/** That a need draws on the product's total (投放额度): so does every one, and no author asks for it. */
export const QUOTA = 'quota';
const quota: FactDefinition = { key: QUOTA, kind: 'flag', from: 'derived' };

/** What needs are matched by. */
export const financingModel = createFactModel([...financingFacts, quota], {
  ...options,
  derivations: [...derivations, { key: QUOTA, from: [], compute: () => known('flag', true) }],
});
