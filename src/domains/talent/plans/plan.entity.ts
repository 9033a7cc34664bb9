import type { MajorFit } from '../classes/class.entity.js';
import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

export const planStates = ['draft', 'published', 'discarded'] as const;
/** What a run is best at; the other goals follow in their usual order. */
export const planGoals = ['coverage', 'fewest-classes', 'earliest'] as const;
export type PlanGoal = (typeof planGoals)[number];

/** 组班方案: one term's question, with its rules, pins and exclusions. Runs answer it; one run is published. */
@table('class_plan', { index: [['term', 'state']] })
export class ClassPlan {
  @column.id() id!: string;
  /** `2027-1` = spring 2027, `2027-2` = autumn 2027. */
  @column.code(6) term!: string;
  @column.label(60) name!: string;
  @column.code(12) state!: (typeof planStates)[number];
  /** Class size, start window, mentor ratio, one firm's greatest share … as the officer set them. */
  @column.json() rules!: object;
  @column.ref() createdBy!: string;
  @column.instant() createdAt!: Date;
  @column.ref(maybe) publishedRunId!: string | null;
  @column.ref(maybe) publishedBy!: string | null;
  @column.instant(maybe) publishedAt!: Date | null;
  @column.version() version!: number;
}

/** What an officer decided beforehand: a programme must open or may not, a demand must go there or stays out. */
@table('plan_pin', { unique: [['planId', 'kind', 'offerId', 'demandId']] })
export class PlanPin {
  @column.id() id!: string;
  @column.ref() planId!: string;
  @column.code(20) kind!: 'open' | 'forbid' | 'place' | 'leave-out';
  /** '' where the kind names none: a unique key treats NULLs as different. */
  @column.code(36) offerId!: string;
  @column.code(36) demandId!: string;
}

export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** One answer of the planner. The instance it saw is kept as evidence with its hash: same hash, same answer. */
@table('plan_run', { unique: [['planId', 'goal', 'attempt']], index: [['state']] })
export class PlanRun {
  @column.id() id!: string;
  @column.ref() planId!: string;
  @column.code(20) goal!: PlanGoal;
  @column.count() attempt!: number;
  @column.code(12) state!: (typeof runStates)[number];
  @column.flag({ default: false }) cancelAsked!: boolean;
  @column.code(64, maybe) inputHash!: string | null;
  @column.code(20, maybe) kernelVersion!: string | null;
  /** `optimal`, or `limit` with the greatest seats any plan could serve in `bound`. */
  @column.code(12, maybe) proof!: string | null;
  @column.count(maybe) seats!: number | null;
  @column.count(maybe) exactSeats!: number | null;
  @column.count(maybe) classes!: number | null;
  @column.count(maybe) demands!: number | null;
  @column.count(maybe) asked!: number | null;
  @column.count(maybe) bound!: number | null;
  @column.count(maybe) milliseconds!: number | null;
  @column.code(40, maybe) failure!: string | null;
  @column.ref() requestedBy!: string;
  @column.instant() requestedAt!: Date;
  @column.instant(maybe) finishedAt!: Date | null;
}

@table('plan_class', { index: [['runId']] })
export class PlanClass {
  @column.id() id!: string;
  @column.ref() runId!: string;
  @column.ref() programmeId!: string;
  @column.count() position!: number;
  @column.day() startsOn!: string;
  @column.count() minSize!: number;
  @column.count() maxSize!: number;
  @column.count() seats!: number;
  @column.count() exactSeats!: number;
}

@table('plan_seat', { unique: [['planClassId', 'demandId']], index: [['runId'], ['demandId']] })
export class PlanSeat {
  @column.id() id!: string;
  @column.ref() runId!: string;
  @column.ref() planClassId!: string;
  @column.ref() demandId!: string;
  @column.count() seats!: number;
  /** Preferred major `exact`, acceptable one `acceptable`, or near to either `near`. */
  @column.code(12) fit!: MajorFit;
}

/** Why a demand (or the rest of it) has no seat in a run, and the smallest change that would give it one. */
@table('plan_gap', { index: [['runId'], ['demandId']] })
export class PlanGap {
  @column.id() id!: string;
  @column.ref() runId!: string;
  @column.ref() demandId!: string;
  @column.count() seats!: number;
  @column.code(30) code!: string;
  @column.json() numbers!: Record<string, number | string>;
  @column.json(maybe) change!: Record<string, number | string> | null;
}
