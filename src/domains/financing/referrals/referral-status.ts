import type { ReferralState } from '../../../matchmaking/lifecycle.js';
import type { Tone } from '../../../platform/views/result.js';
import type { Stage } from '../deals/deal.entity.js';
import type { DisclosureStage } from './disclosure.js';

/** What people read of a referral: one word from (state, stage), and whether the consent still holds. */
export interface ReferralStatus {
  /** The word is `referral.status.<code>`. */
  readonly code: string;
  readonly tone: Tone;
}

const toneOf: Readonly<Record<string, Tone>> = {
  sent: 'info',
  'awaiting-consent': 'mute',
  surveying: 'info',
  approving: 'info',
  quoted: 'info',
  papers: 'warn',
  chosen: 'ok',
  signed: 'ok',
  paying: 'ok',
  fulfilled: 'ok',
};

export function referralStatus(state: ReferralState, stage: Stage, disclosed: DisclosureStage | null): ReferralStatus {
  if (disclosed === 'ended' && (state === 'sent' || state === 'accepted'))
    return { code: 'consent-over', tone: 'mute' };
  const code = state === 'accepted' || state === 'agreed' ? stage : state;
  return { code, tone: toneOf[code] ?? 'mute' };
}

/** The bar on top of a referral that is going on; null when it has ended without money. */
export const referralSteps = ['answer', 'quote', 'choice', 'signing', 'payout', 'confirmation'] as const;

export function currentStep(state: ReferralState, stage: Stage): number | null {
  if (state === 'sent') return 0;
  if (state === 'accepted') return stage === 'quoted' ? 2 : 1;
  if (state === 'agreed') return stage === 'signed' ? 4 : stage === 'paying' ? 5 : 3;
  return state === 'fulfilled' ? referralSteps.length : null;
}
