import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** A financing need: what financing alone knows of a demand (same id). Amounts in 分, rates in ppm. */
@table('financing_need')
export class FinancingNeed {
  @column.ref({ primary: true }) demandId!: string;
  @column.code(30, maybe) financingKind!: string | null;
  @column.code(30, maybe) purpose!: string | null;
  @column.label(500, maybe) purposeNote!: string | null;
  @column.money(maybe) amount!: number | null;
  @column.money(maybe) minAmount!: number | null;
  /** null = 还没想好: an unknown fact, not a miss. */
  @column.count(maybe) termMonths!: number | null;
  @column.ppm(maybe) maxRate!: number | null;
  @column.day(maybe) neededBy!: string | null;
  @column.code(10, maybe) urgency!: string | null;
  @column.flag(maybe) firstLoan!: boolean | null;
  @column.flag(maybe) renewal!: boolean | null;
  @column.day(maybe) renewalDueOn!: string | null;
  @column.json(maybe) guarantees!: string[] | null;
  @column.code(20, maybe) collateralType!: string | null;
  @column.money(maybe) collateralValue!: number | null;
  @column.money(maybe) collateralMortgaged!: number | null;
  @column.label(300, maybe) repaymentSource!: string | null;
  @column.json(maybe) repayments!: string[] | null;
  @column.json(maybe) avoidedInstitutions!: string[] | null;
  @column.json(maybe) preferredInstitutions!: string[] | null;
  @column.label(60, maybe) contactName!: string | null;
  @column.label(60, maybe) contactTitle!: string | null;
  @column.code(20, maybe) contactMobile!: string | null;
  @column.label(60, maybe) callHours!: string | null;
  /** The enterprise's one choice; set once by a conditional update. */
  @column.ref(maybe) chosenQuoteId!: string | null;
}

/** 五项核实. */
export const verificationTests = ['compliant', 'premises', 'genuine', 'credit', 'purpose'] as const;

/** An institution the enterprise ticked while it filled the form; becomes its consent when it submits. */
@table('need_receiver', { unique: [['demandId', 'organisationId']] })
export class NeedReceiver {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.ref() organisationId!: string;
}
