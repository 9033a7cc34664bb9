import type { Outcome } from '../../../matchmaking/demand.entity.js';
import type { DemandState } from '../../../matchmaking/lifecycle.js';
import type { Tone } from '../../../platform/views/result.js';

/** How far the best of a need's open or fulfilled referrals has come; the numbers of `stepSql` are places in this list. */
export const needSteps = [
  'none',
  'awaiting-consent',
  'sent',
  'talking',
  'quoted',
  'chosen',
  'signed',
  'part-paid',
  'paid',
  'confirmed',
] as const;
export type NeedStep = (typeof needSteps)[number];

/** What people read as the state of a need; the word is `need.state.<status>`. */
export const needStatuses = [
  'draft',
  'to-verify',
  'to-mend',
  'matching',
  'unmatched',
  'to-refer',
  'awaiting-consent',
  'sent',
  'talking',
  'quoted',
  'chosen',
  'signed',
  'part-paid',
  'paid',
  'confirmed',
  'failed',
  'withdrawn',
  'expired',
] as const;
export type NeedStatus = (typeof needStatuses)[number];

export interface NeedStanding {
  readonly state: DemandState;
  readonly outcome: Outcome | null;
  readonly step: NeedStep;
  /** Products that fit or lack only papers in the latest run; null before the first run. */
  readonly fits: number | null;
}

const closings: Readonly<Partial<Record<Outcome, NeedStatus>>> = { withdrawn: 'withdrawn', expired: 'expired' };

/** The one table from (state, best referral step) to what people read. */
export function needStatus({ state, outcome, step, fits }: NeedStanding): NeedStatus {
  switch (state) {
    case 'draft':
      return 'draft';
    case 'submitted':
      return 'to-verify';
    case 'returned':
      return 'to-mend';
    case 'closed':
      return (outcome && closings[outcome]) ?? 'failed';
    case 'fulfilled':
      return 'confirmed';
    case 'agreed':
      return step === 'none' ? 'chosen' : step;
    case 'engaged':
      return step === 'none' ? 'sent' : step;
    case 'listed':
      if (fits === null) return 'matching';
      return fits > 0 ? 'to-refer' : 'unmatched';
  }
}

const tones: Readonly<Partial<Record<NeedStatus, Tone>>> = {
  draft: 'mute',
  'to-mend': 'warn',
  unmatched: 'warn',
  'awaiting-consent': 'warn',
  paid: 'ok',
  confirmed: 'ok',
  failed: 'mute',
  withdrawn: 'mute',
  expired: 'mute',
};

/** Red is for lateness and errors only: no state is red. */
export const needTone = (status: NeedStatus): Tone => tones[status] ?? 'info';
