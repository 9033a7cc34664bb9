import { addDays, yearOf, type Day } from '../../../kernel/day.js';
import { known, unknown, type FactSheet, type FactValue } from '../../../kernel/matching/facts.js';
import { sizeClassOf } from '../../../kernel/size-class.js';
import type { ProfileRecord } from '../../../directory/profile/profile-record.js';
import type { EnterpriseYear } from '../../../directory/profile/profile.entity.js';
import type { FinancingNeed } from '../needs/need.entity.js';

type Sheet = Record<string, FactValue>;

/** Everything the criteria may ask, from the need, the profile and the yearly figures, as of one day. */
export function financingFactSheet(need: FinancingNeed, record: ProfileRecord, today: Day): FactSheet {
  return { ...profileFacts(record, today), ...yearFacts(record, today), ...needFacts(need) };
}

function needFacts(need: FinancingNeed): Sheet {
  return {
    amount: number('money', need.amount),
    termMonths: need.termMonths === null ? unknown('undecided') : known('count', need.termMonths),
    purpose: text('code', need.purpose),
    financingKind: text('code', need.financingKind),
    guarantees: members(need.guarantees),
    repayments: members(need.repayments),
    maxRate: number('ppm', need.maxRate),
    collateralType: text('code', need.collateralType),
    collateralValue: number('money', need.collateralValue),
    // Nothing said of a mortgage on collateral that was named means none.
    collateralMortgaged: number('money', need.collateralMortgaged ?? (need.collateralValue === null ? null : 0)),
    firstLoan: flag(need.firstLoan),
    renewal: flag(need.renewal),
  };
}

function profileFacts({ profile, qualifications, years, sources }: ProfileRecord, today: Day): Sheet {
  const facts: Sheet = {
    establishedOn: text('day', profile.establishedOn),
    registeredCapital: number('money', profile.registeredCapital),
    entityType: text('code', profile.entityType),
    industry: text('code', profile.industry),
    sizeClass: sizeClass(profile.industry, profile.staff, years[0]),
    region: text('code', profile.region),
    park: text('code', profile.park),
    location: place(profile.latitude, profile.longitude),
    premises: text('code', profile.premises),
    leaseMonthsLeft: number('count', profile.leaseMonthsLeft),
    legalRepAge: number('count', profile.legalRepAge),
    legalRepShare: number('ppm', profile.legalRepShare),
    legalRepSince: text('day', profile.legalRepSince),
    staff: number('count', profile.staff),
    insuredStaff: number('count', profile.insuredStaff),
    insuranceMonths: number('count', profile.insuranceMonths),
    taxGrade: text('grade', profile.taxGrade),
    annualInvoiced: number('money', profile.annualInvoiced),
    taxPaid12m: number('money', profile.taxPaid12m),
    taxableSales12m: number('money', profile.taxableSales12m),
    inventionPatents: number('count', profile.inventionPatents),
    classTwoRights: number('count', profile.classTwoRights),
    creditInquiries6m: number('count', profile.creditInquiries6m),
    overdueRecord: text('grade', profile.overdueRecord),
    irregularities: text('grade', profile.irregularities),
    settlementBanks: members(profile.settlementBanks),
    creditBalance: number('money', profile.creditBalance),
    guaranteesGiven: number('money', profile.guaranteesGiven),
    qualifications: held(qualifications, sources.has('qualifications'), today),
  };
  for (const [key, source] of sources) {
    if (!facts[key]) continue;
    if (source.disputed) facts[key] = unknown('disputed');
    else if (source.validUntil !== null && source.validUntil < today && key !== 'qualifications')
      facts[key] = unknown('expired');
  }
  return facts;
}

/** A title whose certificate has run out is neither held nor lacking; with nothing recorded at all, nothing is known. */
function held(titles: readonly { code: string; validUntil: Day | null }[], recorded: boolean, today: Day): FactValue {
  if (titles.length === 0 && !recorded) return unknown('absent');
  const expired = (validUntil: Day | null) => validUntil !== null && validUntil < today;
  return known('set', {
    has: titles.filter((title) => !expired(title.validUntil)).map((title) => title.code),
    unsure: titles.filter((title) => expired(title.validUntil)).map((title) => title.code),
  });
}

/**
 * The latest closed year's figures. Last year's accounts must be in by the end of June (annual reports are due then);
 * from July on, older figures count as expired.
 */
function yearFacts({ years }: ProfileRecord, today: Day): Sheet {
  const [latest, before] = years;
  const due = yearOf(addDays(today, -181));
  const stale = latest !== undefined && latest.year < due - 1;
  const of = (
    year: EnterpriseYear | undefined,
    key: 'revenue' | 'netProfit' | 'assets' | 'liabilities' | 'taxPaid' | 'rdExpense',
  ) => (stale ? unknown('expired') : number('money', year?.[key] ?? null));
  return {
    revenue: of(latest, 'revenue'),
    netProfit: of(latest, 'netProfit'),
    assets: of(latest, 'assets'),
    liabilities: of(latest, 'liabilities'),
    taxPaid: of(latest, 'taxPaid'),
    rdExpense: of(latest, 'rdExpense'),
    'yearBefore.revenue': of(consecutive(latest, before), 'revenue'),
    'yearBefore.taxPaid': of(consecutive(latest, before), 'taxPaid'),
  };
}

const consecutive = (latest: EnterpriseYear | undefined, before: EnterpriseYear | undefined) =>
  latest && before?.year === latest.year - 1 ? before : undefined;

function sizeClass(industry: string | null, staff: number | null, year: EnterpriseYear | undefined): FactValue {
  if (!industry) return unknown('absent');
  const found = sizeClassOf({
    industry,
    staff,
    revenueFen: year?.revenue ?? null,
    assetsFen: year?.assets ?? null,
  });
  return found === 'unknown' || found === 'not-applicable' ? unknown('absent') : known('grade', found);
}

function number(kind: 'money' | 'count' | 'ppm', value: number | null): FactValue {
  return value === null ? unknown('absent') : known(kind, value);
}

function text(kind: 'code' | 'grade' | 'day', value: string | null): FactValue {
  return value === null || value === '' ? unknown('absent') : known(kind, value);
}

function members(value: readonly string[] | null): FactValue {
  return value === null ? unknown('absent') : known('set', { has: value, unsure: [] });
}

function flag(value: boolean | null): FactValue {
  return value === null ? unknown('absent') : known('flag', value);
}

function place(latitude: number | null, longitude: number | null): FactValue {
  return latitude === null || longitude === null
    ? unknown('absent')
    : known('place', { lat: latitude / 1_000_000, lng: longitude / 1_000_000 });
}
