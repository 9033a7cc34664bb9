import type { Channel } from '../../../matchmaking/demand.entity.js';
import type { NeedChange } from '../needs/needs.service.js';

/** A row of the sheet 融资需求, read. */
export interface NeedCells {
  readonly creditCode: string;
  readonly enterpriseName?: string;
  readonly financingKind: string;
  readonly amount: number;
  readonly termMonths?: string;
  readonly channel?: Channel;
  readonly collector?: string;
  readonly collectedOn?: string;
  readonly filedOn?: string;
  readonly referralCap?: number;
  readonly [fact: string]: unknown;
}

/** What cannot be told from the cells alone. */
export interface NeedRow {
  readonly cells: NeedCells;
  /** null: a new enterprise, made with the first need of it. */
  readonly organisationId: string | null;
  readonly preferred: string[] | null;
  readonly avoided: string[] | null;
}

const facts = [
  'financingKind',
  'amount',
  'minAmount',
  'maxRate',
  'purpose',
  'purposeNote',
  'neededBy',
  'urgency',
  'firstLoan',
  'renewal',
  'renewalDueOn',
  'guarantees',
  'collateralType',
  'collateralValue',
  'collateralMortgaged',
  'repaymentSource',
  'repayments',
  'contactName',
  'contactTitle',
  'contactMobile',
  'callHours',
] as const satisfies readonly (keyof NeedChange)[];

export function needChange({ cells, preferred, avoided }: NeedRow): NeedChange {
  const term = cells.termMonths;
  return {
    ...Object.fromEntries(facts.map((key) => [key, cells[key] ?? null])),
    termMonths: term === undefined || term === 'undecided' ? null : Number(term),
    preferredInstitutions: preferred,
    avoidedInstitutions: avoided,
    ...(cells.referralCap && { referralCap: cells.referralCap }),
  };
}
