import { column, table } from '../../../platform/database/columns.js';
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
  /** How many students were chosen, and how many masters of the firms teach them, as the college counted: no names. */
  @column.count(maybe) roster!: number | null;
  @column.count(maybe) mentors!: number | null;
  /** The day on which it really began. */
  @column.day(maybe) openedOn!: string | null;
  /** The smaller floor that its college is asked to agree to. */
  @column.count(maybe) askedSize!: number | null;
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
