import { createFactModel, type Derivation } from '../../../kernel/matching/fact-model.js';
import { average, growth, quotient, sum } from '../../../kernel/matching/facts.js';
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

export const financingModel = createFactModel(financingFacts, {
  derivations,
  choices: { termMonths: financingTerms },
  codes: financingCodes,
  papers: financingPapers,
});
