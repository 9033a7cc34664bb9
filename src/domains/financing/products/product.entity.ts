import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** A loan product: what financing alone knows of an offer (same id). Blank = the published page does not say. */
@table('loan_product')
export class LoanProduct {
  @column.ref({ primary: true }) offerId!: string;
  @column.label(500, maybe) summary!: string | null;
  @column.label(500, maybe) audience!: string | null;
  @column.label(300, maybe) useOfFunds!: string | null;
  @column.label(60, maybe) handling!: string | null;
  @column.count(maybe) approvalDays!: number | null;
  @column.flag(maybe) revolving!: boolean | null;
  @column.prose(maybe) materials!: string | null;
  @column.label(500, maybe) fees!: string | null;
  @column.label(500, maybe) policies!: string | null;
  @column.label(200, maybe) sourceTitle!: string | null;
  /** A official page, B press, C reposted: C needs the bank's own page before any real use. */
  @column.code(2, maybe) sourceGrade!: string | null;
  @column.day(maybe) checkedOn!: string | null;
}

/** 档位: a limit, term, guarantee and price that go together. Superseded with its offer's revision, never updated. */
@table('tier', { unique: [['offerId', 'revision', 'key']] })
export class Tier {
  @column.id() id!: string;
  @column.ref() offerId!: string;
  @column.count() revision!: number;
  @column.code(20) key!: string;
  @column.label(60) name!: string;
  @column.count() position!: number;
  @column.money(maybe) minAmount!: number | null;
  @column.money(maybe) maxAmount!: number | null;
  @column.count(maybe) minTerm!: number | null;
  @column.count(maybe) maxTerm!: number | null;
  /** Any one of these is accepted; null = not published. */
  @column.json(maybe) guarantees!: string[] | null;
  @column.ppm(maybe) maxLoanToValue!: number | null;
  @column.ppm(maybe) rateFrom!: number | null;
  @column.ppm(maybe) rateTo!: number | null;
  @column.label(200, maybe) pricing!: string | null;
  @column.json(maybe) repayments!: string[] | null;
}
