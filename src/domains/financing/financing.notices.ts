import type { NoticeKind } from '../../platform/notifications/notice-kinds.js';

/** What the financing line tells people; the words are in notices.json, the mails in templates/mails. */
export const financingNotices: readonly NoticeKind[] = [
  { kind: 'need-submitted', level: 'progress', mail: true },
  { kind: 'need-to-verify', level: 'must', mail: true },
  { kind: 'need-returned', level: 'must', mail: true },
  { kind: 'need-matched', level: 'must', mail: true },
  { kind: 'need-unmatched', level: 'must', mail: true },
  { kind: 'need-withdrawn', level: 'progress', mail: true },
  { kind: 'need-changed', level: 'progress', mail: false },
  { kind: 'need-near-expiry', level: 'must', mail: true },
  { kind: 'referral-accepted', level: 'progress', mail: true },
  { kind: 'referral-declined', level: 'progress', mail: true },
  { kind: 'referral-handed-over', level: 'must', mail: false },
  { kind: 'papers-asked', level: 'must', mail: true },
  { kind: 'papers-supplied', level: 'progress', mail: false },
  { kind: 'quote-received', level: 'must', mail: true },
  { kind: 'quote-chosen', level: 'must', mail: true },
  { kind: 'quote-not-chosen', level: 'progress', mail: true },
  { kind: 'loan-signed', level: 'progress', mail: true },
  { kind: 'disbursement-to-confirm', level: 'must', mail: true },
  { kind: 'disbursement-confirmed', level: 'progress', mail: true },
  { kind: 'disbursement-disputed', level: 'must', mail: true },
  { kind: 'products-stale', level: 'must', mail: true },
  { kind: 'need-handed-over', level: 'must', mail: false },
  { kind: 'need-expired', level: 'progress', mail: false },
  { kind: 'quote-expired', level: 'progress', mail: false },
];
