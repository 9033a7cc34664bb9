import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

export const stages = [
  'waiting',
  'contacted',
  'surveying',
  'papers',
  'approving',
  'quoted',
  'chosen',
  'signed',
  'paying',
  'confirmed',
] as const;
export type Stage = (typeof stages)[number];

/** The finer step of a referral in financing (same id). */
@table('financing_referral')
export class FinancingReferral {
  @column.ref({ primary: true }) referralId!: string;
  @column.code(20) stage!: Stage;
  /** Papers the bank asked for and is waiting for; the clock pauses meanwhile. */
  @column.label(500, maybe) papersAsked!: string | null;
}

export const quoteStates = ['open', 'chosen', 'declined', 'superseded', 'expired', 'withdrawn'] as const;

@table('quote', { index: [['referralId'], ['demandId', 'state'], ['state', 'validUntil'], ['quotedAt']] })
export class Quote {
  @column.id() id!: string;
  @column.ref() referralId!: string;
  @column.ref() demandId!: string;
  @column.money() amount!: number;
  @column.ppm() rate!: number;
  @column.label(60, maybe) pricing!: string | null;
  @column.count() termMonths!: number;
  @column.code(20) repayment!: string;
  @column.label(120) guarantee!: string;
  @column.label(500, maybe) conditions!: string | null;
  @column.day() validUntil!: string;
  @column.code(20) state!: (typeof quoteStates)[number];
  @column.ref() quotedBy!: string;
  @column.instant() quotedAt!: Date;
}

export const feeKinds = ['registration', 'valuation', 'notary', 'guarantee', 'insurance', 'other'] as const;
export type FeeKind = (typeof feeKinds)[number];
export const feeCycles = ['once', 'yearly'] as const;
export const feeBearers = ['enterprise', 'bank'] as const;
export const feePayees = ['bank', 'guarantor', 'insurer', 'valuer', 'registry', 'other'] as const;

/** A cost beside interest: what, how much, to whom, and who bears it. */
@table('quote_fee', { index: [['quoteId']] })
export class QuoteFee {
  @column.id() id!: string;
  @column.ref() quoteId!: string;
  @column.code(20) kind!: FeeKind;
  @column.money() amount!: number;
  @column.code(20) payee!: (typeof feePayees)[number];
  @column.code(10) cycle!: (typeof feeCycles)[number];
  @column.code(10) bearer!: (typeof feeBearers)[number];
}

/** Why less is paid out than the contract allows. */
export const lastReasons = ['enterprise-needs-less', 'conditions-not-met', 'institution', 'other'] as const;

/** The contract that followed the choice; one a referral. */
@table('signing', { index: [['demandId']] })
export class Signing {
  @column.ref({ primary: true }) referralId!: string;
  @column.ref() demandId!: string;
  /** The last four characters only: enough to find it, useless to a thief. */
  @column.code(4) contractTail!: string;
  @column.day() signedOn!: string;
  @column.money() amount!: number;
  @column.ppm() rate!: number;
  @column.count() termMonths!: number;
  @column.ref() reportedBy!: string;
  @column.instant() reportedAt!: Date;
  /** Nothing more will be paid out, though the contract allows it: why, declared by whom and when. */
  @column.code(30, maybe) endReason!: (typeof lastReasons)[number] | null;
  @column.label(300, maybe) endNote!: string | null;
  @column.ref(maybe) endedBy!: string | null;
  @column.instant(maybe) endedAt!: Date | null;
  /** What the enterprise wrote when it said that more is owed. */
  @column.label(300, maybe) endRefusal!: string | null;
}

export const confirmations = ['same', 'amount-differs', 'rate-differs', 'not-received'] as const;

/** One payout. It counts in statistics only when the enterprise has confirmed it. */
@table('disbursement', { index: [['referralId'], ['demandId', 'state'], ['state', 'confirmedAt']] })
export class Disbursement {
  @column.id() id!: string;
  @column.ref() referralId!: string;
  @column.ref() demandId!: string;
  @column.money() amount!: number;
  @column.ppm() rate!: number;
  @column.day() paidOn!: string;
  /** void: reported, never received, and the deal was called off since. */
  @column.code(20) state!: 'reported' | 'confirmed' | 'disputed' | 'void';
  @column.code(20, maybe) confirmation!: (typeof confirmations)[number] | null;
  @column.label(300, maybe) confirmationNote!: string | null;
  @column.ref() reportedBy!: string;
  @column.instant() reportedAt!: Date;
  @column.ref(maybe) confirmedBy!: string | null;
  @column.instant(maybe) confirmedAt!: Date | null;
}

/** The enterprise says that nothing of it arrived, and the institution has not put it right since. */
export const neverArrived = ({ state, confirmation }: Pick<Disbursement, 'state' | 'confirmation'>): boolean =>
  state === 'disputed' && confirmation === 'not-received';
