import { column, table } from '../platform/database/columns.js';

export const runTriggers = ['listed', 'demand-changed', 'profile-changed', 'offer-changed', 'day', 'officer'] as const;
export type RunTrigger = (typeof runTriggers)[number];

/** One demand against all offers on one day. The facts it saw are kept as evidence; they are never queried. */
@table('match_run', { index: [['demandId', 'createdAt']] })
export class MatchRun {
  @column.id() id!: string;
  @column.code(20) domain!: string;
  @column.ref() demandId!: string;
  @column.count() revision!: number;
  @column.code(20) trigger!: RunTrigger;
  @column.day() day!: string;
  @column.json() evidence!: object;
  @column.code(64) evidenceHash!: string;
  /** Over the offers' ids and revisions: two runs with equal hashes give equal answers. */
  @column.code(64) offersHash!: string;
  @column.code(20) kernelVersion!: string;
  @column.count() eligible!: number;
  @column.count() incomplete!: number;
  @column.count() near!: number;
  @column.count() ineligible!: number;
  @column.instant() createdAt!: Date;
}

/** A demand × offer pair of a run. Verdicts are stored for the pairs that are shown; the others are recomputed. */
@table('candidate', { unique: [['runId', 'offerId']], index: [['demandId', 'status']] })
export class Candidate {
  @column.id() id!: string;
  @column.ref() runId!: string;
  @column.ref() demandId!: string;
  @column.ref() offerId!: string;
  @column.code(20, { nullable: true }) tierKey!: string | null;
  @column.code(20) status!: string;
  @column.count() rank!: number;
  @column.count() met!: number;
  @column.count() total!: number;
  @column.json({ nullable: true }) verdicts!: object | null;
}

/** Why a demand has no candidate: the reason most offers give, or what an officer said (都不合适). */
@table('gap', { index: [['demandId', 'source'], ['code']] })
export class Gap {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.code(20) source!: 'run' | 'officer' | 'enterprise';
  @column.ref({ nullable: true }) sourceId!: string | null;
  @column.code(40) code!: string;
  @column.code(40, { nullable: true }) factKey!: string | null;
  /** How many offers this reason keeps away, and the smallest distance to one of them. */
  @column.count() offers!: number;
  @column.money({ nullable: true }) shortBy!: number | null;
  @column.code(20, { nullable: true }) unit!: string | null;
  @column.label(300, { nullable: true }) note!: string | null;
  @column.instant() createdAt!: Date;
}
