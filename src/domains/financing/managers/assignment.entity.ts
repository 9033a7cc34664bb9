import { column, table } from '../../../platform/database/columns.js';
import type { ProposalFigures, RowReason } from './proposal.js';

const maybe = { nullable: true } as const;

/** 优先 serves the more urgent first, 均衡 as many as possible with a level load; never mixed. */
export const assignmentPolicies = ['priority', 'welfare'] as const;
export type AssignmentPolicy = (typeof assignmentPolicies)[number];

export const assignmentStates = ['proposed', 'confirmed'] as const;

/** 分派: the needs that waited for a referral and the client managers who were there, answered by each policy once. */
@table('assignment_run', { index: [['state', 'inputHash']] })
export class AssignmentRun {
  @column.id() id!: string;
  @column.code(12) state!: (typeof assignmentStates)[number];
  /** Over needs, fits, managers and loads: equal hashes give equal answers. */
  @column.code(64) inputHash!: string;
  @column.code(20) kernelVersion!: string;
  @column.count() needs!: number;
  @column.count() managers!: number;
  @column.json() figures!: Readonly<Record<AssignmentPolicy, ProposalFigures>>;
  @column.ref() requestedBy!: string;
  @column.instant() requestedAt!: Date;
  /** Which of the two an officer chose. */
  @column.code(12, maybe) policy!: AssignmentPolicy | null;
  @column.ref(maybe) confirmedBy!: string | null;
  @column.instant(maybe) confirmedAt!: Date | null;
  @column.version() version!: number;
}

/** What one policy says of one need. */
@table('assignment_row', { unique: [['runId', 'policy', 'demandId']], index: [['demandId']] })
export class AssignmentRow {
  @column.id() id!: string;
  @column.ref() runId!: string;
  @column.code(12) policy!: AssignmentPolicy;
  @column.ref() demandId!: string;
  /** In the order the needs came. */
  @column.count() position!: number;
  @column.ref(maybe) managerId!: string | null;
  @column.ref(maybe) offerId!: string | null;
  @column.count(maybe) fit!: number | null;
  /** Why it is not with the manager it likes best, or with none. */
  @column.json(maybe) reason!: RowReason | null;
  /** What it became. */
  @column.ref(maybe) referralId!: string | null;
}
