import type { Day } from '../../../kernel/day.js';
import type { ProfileRecord } from '../../../directory/profile/profile-record.js';
import type { Finding } from '../../../matchmaking/verification.entity.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import { verificationTests, type FinancingNeed } from '../needs/need.entity.js';

type Test = (typeof verificationTests)[number];

/** What the records say to one test: a finding to start from, or none where nothing is known. */
export interface Hint {
  readonly test: Test;
  readonly finding: Finding | null;
  readonly text: Message;
}

/**
 * Suggestions for the five tests from profile and records. Nothing known suggests nothing: a test is never passed
 * because a record is missing.
 */
export function verificationHints(
  { profile, sources }: ProfileRecord,
  need: FinancingNeed,
  duplicates: number,
  today: Day,
): Hint[] {
  const reliable = (key: string): boolean => {
    const source = sources.get(key);
    return !source || (!source.disputed && (source.validUntil === null || source.validUntil >= today));
  };
  const graded = (test: Test, key: 'irregularities' | 'overdueRecord'): Hint => {
    const value = profile[key];
    if (value === null) return hint(test, null, 'unknown');
    if (!reliable(key)) return hint(test, null, 'stale');
    return hint(test, value === 'open' ? 'doubt' : 'pass', value);
  };
  const place = profile.address ?? profile.park ?? profile.premises;
  const vague = need.purpose === 'other' && !need.purposeNote;
  return [
    graded('compliant', 'irregularities'),
    place ? hint('premises', 'pass', 'known') : hint('premises', null, 'unknown'),
    duplicates > 0 ? hint('genuine', 'doubt', 'duplicates', { count: duplicates }) : hint('genuine', 'pass', 'single'),
    graded('credit', 'overdueRecord'),
    vague ? hint('purpose', 'doubt', 'vague') : hint('purpose', 'pass', 'stated'),
  ];
}

function hint(test: Test, finding: Finding | null, word: string, params?: Record<string, number>): Hint {
  return { test, finding, text: message(`need.hint.${test}.${word}`, params) };
}
