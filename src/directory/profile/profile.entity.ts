import { column, table } from '../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** What an enterprise fills once (F2). Amounts in 分, ratios in ppm. null = not given: the criterion that asks is "unknown". */
@table('enterprise_profile')
export class EnterpriseProfile {
  @column.ref({ primary: true }) organisationId!: string;
  @column.day(maybe) establishedOn!: string | null;
  @column.money(maybe) registeredCapital!: number | null;
  @column.code(20, maybe) entityType!: string | null;
  /** GB/T 4754-2017, division or finer, without the section letter. */
  @column.code(6, maybe) industry!: string | null;
  /** GB/T 2260 digits of the registered place, six or nine. */
  @column.code(12, maybe) region!: string | null;
  @column.code(30, maybe) park!: string | null;
  @column.label(120, maybe) address!: string | null;
  /** Degrees × 1 000 000, so that both databases give the same number. */
  @column.money(maybe) latitude!: number | null;
  @column.money(maybe) longitude!: number | null;
  @column.code(10, maybe) premises!: string | null;
  @column.count(maybe) leaseMonthsLeft!: number | null;
  @column.label(60, maybe) legalRepName!: string | null;
  @column.count(maybe) legalRepAge!: number | null;
  @column.ppm(maybe) legalRepShare!: number | null;
  @column.day(maybe) legalRepSince!: string | null;
  @column.count(maybe) staff!: number | null;
  @column.count(maybe) insuredStaff!: number | null;
  @column.count(maybe) insuranceMonths!: number | null;
  @column.code(2, maybe) taxGrade!: string | null;
  @column.money(maybe) annualInvoiced!: number | null;
  @column.money(maybe) taxPaid12m!: number | null;
  @column.money(maybe) taxableSales12m!: number | null;
  @column.count(maybe) inventionPatents!: number | null;
  @column.count(maybe) classTwoRights!: number | null;
  @column.count(maybe) creditInquiries6m!: number | null;
  @column.code(10, maybe) overdueRecord!: string | null;
  @column.code(10, maybe) irregularities!: string | null;
  /** Names of the banks where it holds a settlement account. */
  @column.json(maybe) settlementBanks!: string[] | null;
  @column.money(maybe) creditBalance!: number | null;
  @column.money(maybe) guaranteesGiven!: number | null;
  @column.label(60, maybe) contactName!: string | null;
  @column.label(60, maybe) contactTitle!: string | null;
  @column.code(20, maybe) contactMobile!: string | null;
  @column.label(190, maybe) contactMail!: string | null;
  @column.instant() updatedAt!: Date;
  @column.version() version!: number;
}

/** One closed year. Amounts in 分; profit may be negative. */
@table('enterprise_year', { unique: [['organisationId', 'year']] })
export class EnterpriseYear {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.count() year!: number;
  @column.money(maybe) revenue!: number | null;
  @column.money(maybe) netProfit!: number | null;
  @column.money(maybe) assets!: number | null;
  @column.money(maybe) liabilities!: number | null;
  @column.money(maybe) taxPaid!: number | null;
  @column.money(maybe) rdExpense!: number | null;
}

/** A title the enterprise holds (高新技术企业, 专精特新…), with the day its certificate runs out. */
@table('enterprise_qualification', { unique: [['organisationId', 'code']] })
export class EnterpriseQualification {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.code(30) code!: string;
  @column.day(maybe) validUntil!: string | null;
}

export const sources = ['self', 'document', 'government'] as const;
export type FactOrigin = (typeof sources)[number];

/** Where a fact comes from and how long it may be relied on. */
@table('fact_source', { unique: [['organisationId', 'factKey']] })
export class FactSource {
  @column.id() id!: string;
  @column.ref() organisationId!: string;
  @column.code(40) factKey!: string;
  @column.code(20) source!: FactOrigin;
  @column.day() obtainedOn!: string;
  @column.day(maybe) validUntil!: string | null;
  @column.flag() disputed!: boolean;
  @column.ref(maybe) fileId!: string | null;
}
