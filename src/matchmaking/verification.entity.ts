import { column, table } from '../platform/database/columns.js';

const maybe = { nullable: true } as const;

export const findings = ['pass', 'fail', 'doubt'] as const;
export type Finding = (typeof findings)[number];

/** 核实: an officer has looked at a demand, and put it on the list or sent it back with reasons. */
@table('need_verification', { index: [['demandId', 'at']] })
export class DemandVerification {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.code(10) decision!: 'listed' | 'returned';
  @column.json() reasons!: string[];
  @column.label(500, maybe) note!: string | null;
  @column.ref() userId!: string;
  @column.instant() at!: Date;
}

/** What one of the domain's tests came to. */
@table('need_finding', { index: [['demandId']] })
export class VerificationFinding {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.ref() verificationId!: string;
  @column.code(20) test!: string;
  @column.code(10) finding!: Finding;
  @column.label(300, maybe) note!: string | null;
}
