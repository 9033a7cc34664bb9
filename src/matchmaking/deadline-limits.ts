import { Injectable } from '@nestjs/common';
import { ZoneSettings } from '../directory/zone-settings.js';

/** Working days each party has (financing-reference §3; 21 of the UX table). Every one is a setting of the zone. */
export const defaultLimits = {
  verify: 1,
  'mend-need': 5,
  'grant-consent': 3,
  'answer-referral': 2,
  'first-contact': 1,
  quote: 5,
  'quote-secured': 10,
  'supply-papers': 5,
  'choose-quote': 5,
  sign: 10,
  'report-payout': 2,
  'confirm-payout': 3,
} as const;
export type DeadlineKind = keyof typeof defaultLimits;

@Injectable()
export class DeadlineLimits {
  constructor(private readonly zone: ZoneSettings) {}

  async workingDays(kind: DeadlineKind): Promise<number> {
    return this.zone.number(`limit.${kind}`, defaultLimits[kind]);
  }
}
