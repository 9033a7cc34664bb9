import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** 上岗, and what is left of it after 3, 6, 12 and 24 months. */
export const checkpoints = ['start', 'm3', 'm6', 'm12', 'm24'] as const;
export type Checkpoint = (typeof checkpoints)[number];
/** So many months after the start a check is due. */
export const checkMonths: Readonly<Record<Checkpoint, number>> = { start: 0, m3: 3, m6: 6, m12: 12, m24: 24 };

/**
 * How many a firm offered work, who joined, and who is there: counts only, no person. The college reports, the firm
 * confirms; only what is confirmed counts. One row a firm and checkpoint, so nothing is counted twice.
 */
@table('placement', { unique: [['classId', 'demandId', 'checkpoint']], index: [['demandId']] })
export class Placement {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.ref() demandId!: string;
  @column.code(10) checkpoint!: Checkpoint;
  @column.day() asOf!: string;
  /** What the firm had promised; those that nobody took are given back when it confirms. */
  @column.count() seats!: number;
  @column.count() offered!: number;
  @column.count() joined!: number;
  @column.count() working!: number;
  @column.count() gone!: number;
  /** 专业对口: of those who joined, how many work in the field they learned, near it, or elsewhere. */
  @column.count() sameField!: number;
  @column.count() nearField!: number;
  @column.count() otherField!: number;
  @column.code(12) state!: 'reported' | 'confirmed' | 'disputed';
  @column.label(300, maybe) disputeNote!: string | null;
  @column.ref() reportedBy!: string;
  @column.instant() reportedAt!: Date;
  @column.ref(maybe) confirmedBy!: string | null;
  @column.instant(maybe) confirmedAt!: Date | null;
}
