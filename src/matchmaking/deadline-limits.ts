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
  'answer-class': 3,
  'confirm-seats': 3,
  'shrink-class': 2,
  'rescue-class': 5,
  'agree-size': 3,
  'sign-class': 10,
  'review-agreement': 2,
  'sign-agreement': 5,
  'class-milestone': 5,
  'confirm-placement': 3,
  'call-firm': 1,
} as const;
export type DeadlineKind = keyof typeof defaultLimits;

/** What its owner must be allowed to do to keep it: who of an organisation is told. After the domain's name. */
export const deadlineDuties: Readonly<Record<DeadlineKind, string>> = {
  verify: 'need.verify',
  'mend-need': 'need.edit',
  'grant-consent': 'need.consent',
  'answer-referral': 'referral.answer',
  'first-contact': 'referral.answer',
  quote: 'referral.answer',
  'quote-secured': 'referral.answer',
  'supply-papers': 'need.edit',
  'choose-quote': 'quote.choose',
  sign: 'referral.answer',
  'report-payout': 'payout.report',
  'confirm-payout': 'payout.confirm',
  'answer-class': 'class.answer',
  'confirm-seats': 'seat.confirm',
  'shrink-class': 'class.rescue',
  'rescue-class': 'class.rescue',
  'agree-size': 'class.answer',
  'sign-class': 'class.edit',
  'review-agreement': 'agreement.review',
  'sign-agreement': 'agreement.sign',
  'class-milestone': 'milestone.keep',
  'confirm-placement': 'placement.confirm',
  'call-firm': 'demand.note',
};

/** The full hour of the last working day at which a deadline ends: from nine to six. */
export const HOUR_SETTING = 'deadline.hour';
export const DEFAULT_HOUR = 17;
export const hourBounds = { min: 9, max: 18 } as const;

@Injectable()
export class DeadlineLimits {
  constructor(private readonly zone: ZoneSettings) {}

  async workingDays(kind: DeadlineKind): Promise<number> {
    return this.zone.number(`limit.${kind}`, defaultLimits[kind]);
  }

  /** `HH:mm`: when the last working day of a limit is over. */
  async endsAt(): Promise<string> {
    const hour = await this.zone.number(HOUR_SETTING, DEFAULT_HOUR);
    return `${String(hour).padStart(2, '0')}:00`;
  }
}
