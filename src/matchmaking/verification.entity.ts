import { column, table } from '../platform/database/columns.js';

export const findings = ['pass', 'fail', 'doubt'] as const;
export type Finding = (typeof findings)[number];

/** One test of a verification, with its finding; which tests there are is the domain's. */
@table('need_finding', { index: [['demandId']] })
export class FindingRow {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.ref() verificationId!: string;
  @column.code(20) test!: string;
  @column.code(10) finding!: Finding;
  @column.label(300, { nullable: true }) note!: string | null;
}

/** An officer's decision on a demand that was submitted. */
@table('need_verification', { index: [['demandId', 'at']] })
export class VerificationRow {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.code(10) decision!: 'listed' | 'returned';
  @column.json() reasons!: string[];
  @column.label(500, { nullable: true }) note!: string | null;
  @column.ref() userId!: string;
  @column.instant() at!: Date;
}
