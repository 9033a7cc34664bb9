import type { FinancingNeed } from './need.entity.js';

/** What must be there before a need can be submitted; the rest may stay unknown. */
const required = ['financingKind', 'purpose', 'amount', 'contactName', 'contactMobile'] as const;

export const stillMissing = (need: FinancingNeed): string[] =>
  required.filter((key) => need[key] === null || need[key] === '');
