import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

export const agreementStates = ['draft', 'review', 'signing', 'in-force', 'amending', 'ended', 'expired'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** 校企协议, which a class stands on, and 联盟补充协议 among its firms. Those that name students come with the students. */
export const agreementKinds = ['school-firm', 'alliance'] as const;
export type AgreementKind = (typeof agreementKinds)[number];

export const disputeRoutes = ['negotiation', 'mediation', 'arbitration', 'court'] as const;

/**
 * 合作协议 of a class: its clauses are data, so that a forbidden one blocks instead of being read too late. What is in
 * force is never written over: a change is the next edition. Money in 分; the pay is that of a month of internship.
 */
@table('class_agreement', { unique: [['classId', 'kind', 'edition']] })
export class ClassAgreement {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.count() edition!: number;
  @column.code(20) kind!: AgreementKind;
  @column.code(12) state!: AgreementState;
  @column.day(maybe) validFrom!: string | null;
  @column.day(maybe) validTo!: string | null;
  /** Share of its people the firms commit to employ. */
  @column.ppm({ default: 800_000 }) commitRate!: number;
  @column.count({ default: 8 }) hoursPerDay!: number;
  @column.money(maybe) internshipPay!: number | null;
  @column.label(80, maybe) insurer!: string | null;
  @column.money(maybe) insuredSum!: number | null;
  @column.code(20, maybe) dispute!: (typeof disputeRoutes)[number] | null;
  /** The edition in force that this one is to take the place of. */
  @column.ref(maybe) replacesId!: string | null;
  @column.label(300, maybe) returnNote!: string | null;
  @column.label(300, maybe) endReason!: string | null;
  @column.ref() createdBy!: string;
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}

/** A clause in words, at most one of a key. */
@table('agreement_clause', { unique: [['agreementId', 'key']] })
export class AgreementClause {
  @column.id() id!: string;
  @column.ref() agreementId!: string;
  @column.code(30) key!: string;
  @column.label(500) text!: string;
  @column.count() position!: number;
}

/** A forbidden clause that somebody says is in it; those found in its words are looked for whenever it is read. */
@table('agreement_flag', { unique: [['agreementId', 'rule']] })
export class AgreementFlag {
  @column.id() id!: string;
  @column.ref() agreementId!: string;
  @column.code(20) rule!: string;
}

@table('agreement_party', { unique: [['agreementId', 'organisationId']] })
export class AgreementParty {
  @column.id() id!: string;
  @column.ref() agreementId!: string;
  @column.ref() organisationId!: string;
  @column.code(10) side!: 'firm' | 'college' | 'witness';
  @column.day(maybe) signedOn!: string | null;
  @column.ref(maybe) signedBy!: string | null;
  /** The scan with its seal. */
  @column.ref(maybe) fileId!: string | null;
}
