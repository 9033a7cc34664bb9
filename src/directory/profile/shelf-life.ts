import { addDays, type Day } from '../../kernel/day.js';

const HALF_A_YEAR = 183;
const A_YEAR = 366;

/** How many days a fact may be relied on where nobody said until when. Facts of the register stay until they are changed. */
const days: Readonly<Record<string, number>> = {
  leaseMonthsLeft: HALF_A_YEAR,
  staff: HALF_A_YEAR,
  insuredStaff: HALF_A_YEAR,
  insuranceMonths: HALF_A_YEAR,
  annualInvoiced: HALF_A_YEAR,
  taxPaid12m: HALF_A_YEAR,
  taxableSales12m: HALF_A_YEAR,
  overdueRecord: HALF_A_YEAR,
  irregularities: HALF_A_YEAR,
  creditInquiries6m: HALF_A_YEAR,
  creditBalance: HALF_A_YEAR,
  guaranteesGiven: HALF_A_YEAR,
  settlementBanks: A_YEAR,
  taxGrade: A_YEAR,
  legalRepAge: A_YEAR,
  legalRepShare: A_YEAR,
  inventionPatents: A_YEAR,
  classTwoRights: A_YEAR,
};

/**
 * The last day on which a fact obtained on a day may be relied on; null = until it is changed.
 * @example lastDayOf('staff', '2026-11-23') // '2027-05-25'
 */
export function lastDayOf(factKey: string, obtainedOn: Day): Day | null {
  const life = days[factKey];
  return life === undefined ? null : addDays(obtainedOn, life);
}
