import { profileCodes } from '../../../directory/profile/profile-codes.js';
import type { FactDefinition } from '../../../kernel/matching/vocabulary.js';

/**
 * What a loan product's criteria may speak about. `from` tells where the fact is kept (the need itself, the
 * enterprise's profile, its yearly figures) or that it is derived; `changeable` marks what the enterprise can
 * change in the need today, so that a miss on it is "near" and a what-if may be offered.
 * Labels and option names: facts.json of each language, under `fact.<key>` and `fact.<key>.<code>`.
 */
export const financingFacts = [
  // The need
  { key: 'amount', kind: 'money', from: 'need', changeable: true },
  { key: 'termMonths', kind: 'count', unit: 'month', from: 'need', changeable: true },
  { key: 'purpose', kind: 'code', from: 'need' },
  { key: 'financingKind', kind: 'code', from: 'need' },
  { key: 'guarantees', kind: 'set', from: 'need', changeable: true },
  { key: 'repayments', kind: 'set', from: 'need', changeable: true },
  { key: 'maxRate', kind: 'ppm', from: 'need', changeable: true },
  { key: 'collateralType', kind: 'code', from: 'need' },
  { key: 'collateralValue', kind: 'money', from: 'need' },
  { key: 'collateralMortgaged', kind: 'money', from: 'need' },
  { key: 'firstLoan', kind: 'flag', from: 'need' },
  { key: 'renewal', kind: 'flag', from: 'need' },
  // The enterprise
  { key: 'establishedOn', kind: 'day', from: 'profile' },
  { key: 'registeredCapital', kind: 'money', from: 'profile' },
  { key: 'entityType', kind: 'code', from: 'profile' },
  { key: 'industry', kind: 'code', hierarchy: 'prefix', from: 'profile' },
  { key: 'sizeClass', kind: 'grade', grades: ['micro', 'small', 'medium', 'large'], from: 'profile' },
  { key: 'region', kind: 'code', hierarchy: 'prefix', from: 'profile' },
  { key: 'park', kind: 'code', from: 'profile' },
  { key: 'location', kind: 'place', from: 'profile' },
  { key: 'premises', kind: 'code', from: 'profile' },
  { key: 'leaseMonthsLeft', kind: 'count', unit: 'month', from: 'profile' },
  { key: 'legalRepAge', kind: 'count', unit: 'year', from: 'profile' },
  { key: 'legalRepShare', kind: 'ppm', from: 'profile' },
  { key: 'legalRepSince', kind: 'day', from: 'profile' },
  { key: 'qualifications', kind: 'set', from: 'profile' },
  { key: 'staff', kind: 'count', unit: 'person', from: 'profile' },
  { key: 'insuredStaff', kind: 'count', unit: 'person', from: 'profile' },
  { key: 'insuranceMonths', kind: 'count', unit: 'month', from: 'profile' },
  { key: 'taxGrade', kind: 'grade', grades: ['D', 'C', 'M', 'B', 'A'], from: 'profile' },
  { key: 'annualInvoiced', kind: 'money', from: 'profile' },
  { key: 'taxPaid12m', kind: 'money', from: 'profile' },
  { key: 'taxableSales12m', kind: 'money', from: 'profile' },
  { key: 'inventionPatents', kind: 'count', unit: 'piece', from: 'profile' },
  { key: 'classTwoRights', kind: 'count', unit: 'piece', from: 'profile' },
  { key: 'creditInquiries6m', kind: 'count', unit: 'time', from: 'profile' },
  { key: 'overdueRecord', kind: 'grade', grades: ['open', 'settled', 'none'], from: 'profile' },
  { key: 'irregularities', kind: 'grade', grades: ['open', 'repaired', 'none'], from: 'profile' },
  { key: 'settlementBanks', kind: 'set', from: 'profile' },
  { key: 'creditBalance', kind: 'money', from: 'profile' },
  { key: 'guaranteesGiven', kind: 'money', from: 'profile' },
  // Three years of figures: the latest closed year, and what follows from them
  { key: 'revenue', kind: 'money', from: 'years' },
  { key: 'netProfit', kind: 'money', from: 'years' },
  { key: 'assets', kind: 'money', from: 'years' },
  { key: 'rdExpense', kind: 'money', from: 'years' },
  { key: 'taxPaidAverage2y', kind: 'money', from: 'derived' },
  { key: 'debtRatio', kind: 'ppm', from: 'derived' },
  { key: 'rdRatio', kind: 'ppm', from: 'derived' },
  { key: 'revenueGrowth', kind: 'ppm', from: 'derived' },
  { key: 'amountToRevenue', kind: 'ppm', from: 'derived', changeable: true },
  { key: 'loanToValue', kind: 'ppm', from: 'derived', changeable: true },
  { key: 'creditToRevenue', kind: 'ppm', from: 'derived' },
] as const satisfies readonly FactDefinition[];

/** Codes a fact may take; the words for them are `fact.<key>.<code>` in facts.json. */
export const financingCodes = {
  purpose: [
    'expansion',
    'technical-upgrade',
    'research',
    'materials',
    'order-advance',
    'plant',
    'renewal',
    'refinance',
    'other',
  ],
  financingKind: [
    'working-capital',
    'fixed-asset',
    'technical-upgrade-loan',
    'bill',
    'receivables',
    'ip-pledge',
    'leasing',
    'equity',
    'listing-coaching',
  ],
  guarantees: [
    'credit',
    'house-mortgage',
    'plant-land-mortgage',
    'equipment-mortgage',
    'ip-pledge',
    'receivables-pledge',
    'third-party',
    'government-guarantee',
    'legal-rep',
  ],
  repayments: ['interest-first', 'equal-instalment', 'equal-principal', 'revolving'],
  collateralType: ['house', 'shop', 'plant', 'land', 'equipment', 'ip', 'receivables', 'deposit'],
  entityType: profileCodes.entityType,
  premises: profileCodes.premises,
  qualifications: profileCodes.qualifications,
} as const;

/** The paper that proves a fact, where there is one; words: `fact.paper.<code>`. */
export const financingPapers: Readonly<Record<string, string>> = {
  establishedOn: 'licence',
  registeredCapital: 'licence',
  entityType: 'licence',
  premises: 'lease',
  leaseMonthsLeft: 'lease',
  qualifications: 'certificates',
  insuredStaff: 'insurance',
  insuranceMonths: 'insurance',
  taxGrade: 'tax-grade',
  annualInvoiced: 'tax-record',
  taxPaid12m: 'tax-record',
  taxableSales12m: 'tax-record',
  taxPaid: 'tax-record',
  'yearBefore.taxPaid': 'tax-record',
  inventionPatents: 'rights',
  classTwoRights: 'rights',
  creditInquiries6m: 'credit-report',
  overdueRecord: 'credit-report',
  creditBalance: 'credit-report',
  guaranteesGiven: 'credit-report',
  collateralValue: 'appraisal',
  collateralMortgaged: 'appraisal',
  revenue: 'accounts',
  netProfit: 'accounts',
  assets: 'accounts',
  liabilities: 'accounts',
  rdExpense: 'accounts',
  'yearBefore.revenue': 'accounts',
};

/** Terms an enterprise may ask for, in months; "not decided yet" is no term at all (an unknown fact). */
export const financingTerms = [3, 6, 12, 24, 36, 60, 120] as const;
