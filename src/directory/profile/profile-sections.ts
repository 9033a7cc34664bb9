import {
  ContactFactsForm,
  CreditForm,
  PeopleForm,
  QualificationsForm,
  RegistrationForm,
  RightsForm,
  TaxForm,
  YearForm,
  type ProvedForm,
} from './profile.forms.js';

/** How a fact's value is shown. */
export type Showing = 'money' | 'ppm' | 'day' | 'code' | 'count' | 'text' | 'industry' | 'region' | 'park' | 'list';

/** The profile in sections: what is read and edited together. */
export const profileSections = {
  registration: {
    form: RegistrationForm,
    facts: {
      establishedOn: 'day',
      registeredCapital: 'money',
      entityType: 'code',
      industry: 'industry',
      region: 'region',
      park: 'park',
      address: 'text',
      premises: 'code',
      leaseMonthsLeft: 'count',
    },
  },
  people: {
    form: PeopleForm,
    facts: {
      legalRepName: 'text',
      legalRepAge: 'count',
      legalRepShare: 'ppm',
      legalRepSince: 'day',
      staff: 'count',
      insuredStaff: 'count',
      insuranceMonths: 'count',
    },
  },
  tax: {
    form: TaxForm,
    facts: { taxGrade: 'code', annualInvoiced: 'money', taxPaid12m: 'money', taxableSales12m: 'money' },
  },
  rights: { form: RightsForm, facts: { inventionPatents: 'count', classTwoRights: 'count' } },
  credit: {
    form: CreditForm,
    facts: {
      overdueRecord: 'code',
      irregularities: 'code',
      creditInquiries6m: 'count',
      settlementBanks: 'list',
      creditBalance: 'money',
      guaranteesGiven: 'money',
    },
  },
  contact: {
    form: ContactFactsForm,
    facts: { contactName: 'text', contactTitle: 'text', contactMobile: 'text', contactMail: 'text' },
  },
} as const satisfies Record<string, { form: new () => ProvedForm; facts: Record<string, Showing> }>;
export type SectionName = keyof typeof profileSections;

export const yearFacts = ['revenue', 'netProfit', 'assets', 'liabilities', 'taxPaid', 'rdExpense'] as const;

const nowhere = new Map<string, string>([
  ['sizeClass', 'people'],
  ['location', 'registration'],
  ['qualifications', 'qualifications'],
  ...yearFacts.flatMap((key) => [[key, 'years'] as const, [`yearBefore.${key}`, 'years'] as const]),
]);

/** Where a fact is filled in: the section's path under the profile. */
export function sectionOf(factKey: string): string | null {
  const found = Object.entries(profileSections).find(([, { facts }]) => Object.hasOwn(facts, factKey));
  return found?.[0] ?? nowhere.get(factKey) ?? null;
}

/** The form of an editable section; `year` is one closed year's. */
export const formOfSection = (name: string): (new () => ProvedForm) | null => {
  if (/^year-\d{4}$/.test(name)) return YearForm;
  if (name === 'qualifications') return QualificationsForm;
  return Object.hasOwn(profileSections, name) ? profileSections[name as SectionName].form : null;
};
