import { column, table } from '../../platform/database/columns.js';
import type { ClassState } from './class-life.js';

const maybe = { nullable: true } as const;

export const classModels = [
  'alliance',
  'cluster',
  'single',
  'apprenticeship',
  'dual',
  'field-engineer',
  'short',
] as const;

/**
 * 订单班: what talent alone knows of an offer of kind `class` (same id, parent = its programme). The offer's capacity
 * is the greatest size, `taken` the seats firms hold. Its members are the referrals to it (demand × class × seats).
 */
@table('order_class', { index: [['state'], ['programmeId'], ['planId']] })
export class OrderClass {
  @column.ref({ primary: true }) offerId!: string;
  @column.ref() programmeId!: string;
  @column.ref(maybe) planId!: string | null;
  @column.ref(maybe) runId!: string | null;
  @column.code(6) term!: string;
  @column.code(20) state!: ClassState;
  @column.code(20) model!: (typeof classModels)[number];
  /** `separate` 单独组班, or `mixed` 非独立组班: students stay in their home classes. */
  @column.code(10) shape!: 'separate' | 'mixed';
  @column.code(10) tightness!: 'tight' | 'direct' | 'indirect';
  @column.count() minSize!: number;
  @column.count() plannedSize!: number;
  @column.day() startsOn!: string;
  @column.day() endsOn!: string;
  /** Share of its people the firms commit to employ. */
  @column.ppm() employCommitRate!: number;
  @column.label(60, maybe) headTeacher!: string | null;
  @column.label(300, maybe) selectionRule!: string | null;
  /** Who of the centre looks after it: the officer who published it. */
  @column.ref() officerId!: string;
  @column.ref(maybe) leadOrganisationId!: string | null;
  @column.ref(maybe) previousClassId!: string | null;
  @column.label(60, maybe) endReason!: string | null;
  @column.instant() publishedAt!: Date;
  @column.instant(maybe) confirmedAt!: Date | null;
  @column.instant(maybe) endedAt!: Date | null;
  @column.version() version!: number;
}

/** A college's answers to a class. Append-only; the last one holds. */
@table('class_answer', { index: [['classId', 'at']] })
export class ClassAnswer {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.code(10) kind!: 'accept' | 'resize' | 'decline';
  @column.json() codes!: string[];
  @column.count(maybe) minSize!: number | null;
  @column.count(maybe) maxSize!: number | null;
  @column.label(300, maybe) note!: string | null;
  @column.ref() userId!: string;
  @column.instant() at!: Date;
}

/** How the class's major answers the demand's. */
export type MajorFit = 'exact' | 'acceptable' | 'near';

export const memberStages = ['asked', 'confirmed', 'placed'] as const;

/** A firm's part of a class: the finer step of a referral in talent (same id). Its seats are the referral's quantity. */
@table('talent_referral')
export class TalentReferral {
  @column.ref({ primary: true }) referralId!: string;
  @column.code(12) stage!: (typeof memberStages)[number];
  @column.code(12) fit!: MajorFit;
  @column.ref(maybe) confirmedBy!: string | null;
  @column.instant(maybe) confirmedAt!: Date | null;
}

export const agreementStates = ['draft', 'signing', 'in-force', 'ended'] as const;

/** 合作协议 of a class: its clauses are data, so that a forbidden one blocks instead of being read too late. */
@table('class_agreement', { unique: [['classId', 'edition']] })
export class ClassAgreement {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.count() edition!: number;
  @column.code(20) kind!: 'school-firm' | 'alliance' | 'tripartite' | 'internship';
  @column.code(12) state!: (typeof agreementStates)[number];
  @column.day(maybe) validFrom!: string | null;
  @column.day(maybe) validTo!: string | null;
  @column.ref(maybe) fileId!: string | null;
  @column.ref() createdBy!: string;
  @column.instant() createdAt!: Date;
  @column.version() version!: number;
}

@table('agreement_clause', { unique: [['agreementId', 'key']] })
export class AgreementClause {
  @column.id() id!: string;
  @column.ref() agreementId!: string;
  @column.code(30) key!: string;
  @column.label(500) text!: string;
  @column.count() position!: number;
}

@table('agreement_party', { unique: [['agreementId', 'organisationId']] })
export class AgreementParty {
  @column.id() id!: string;
  @column.ref() agreementId!: string;
  @column.ref() organisationId!: string;
  @column.code(10) side!: 'firm' | 'college' | 'witness';
  @column.day(maybe) signedOn!: string | null;
  @column.ref(maybe) signedBy!: string | null;
}

@table('course_module', { index: [['classId', 'position']] })
export class CourseModule {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.label(60) name!: string;
  @column.code(20) kind!: string;
  @column.count() hours!: number;
  @column.code(10) owner!: 'college' | 'firm' | 'joint';
  /** Share of its hours that firms teach. */
  @column.ppm() firmShare!: number;
  @column.code(10) place!: 'college' | 'firm' | 'base';
  @column.count() term!: number;
  @column.label(60, maybe) teacher!: string | null;
  @column.json(maybe) skills!: string[] | null;
  @column.code(20, maybe) assessment!: string | null;
  @column.count() position!: number;
}

/** A date in a class's life: selection, opening, internship, assessment, placement, review. */
@table('class_milestone', {
  index: [
    ['classId', 'dueOn'],
    ['doneOn', 'dueOn'],
  ],
})
export class ClassMilestone {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.code(20) kind!: string;
  @column.day() dueOn!: string;
  @column.day(maybe) doneOn!: string | null;
  @column.label(200, maybe) note!: string | null;
}

/** How many were offered work, joined and stayed, per firm, on a day: counts only, no person. */
@table('placement_count', { unique: [['classId', 'demandId', 'asOf']] })
export class PlacementCount {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.ref() demandId!: string;
  @column.day() asOf!: string;
  @column.count() offered!: number;
  @column.count() joined!: number;
  @column.count() stayed!: number;
  @column.ref() reportedBy!: string;
  @column.instant() reportedAt!: Date;
}
