import type { Database } from '../../platform/database/database.js';
import type { NoticeKind } from '../../platform/notifications/notice-kinds.js';
import type { Notice } from '../../platform/notifications/notice.entity.js';

/** A college is not mailed about a class that ended, or that it answered, while the mail waited. */
async function stillToAnswer({ aboutId }: Notice, db: Database): Promise<boolean> {
  const open = "SELECT id FROM deadline WHERE offerId = ? AND kind = 'answer-class' AND doneAt IS NULL";
  return (await db.select(open, [aboutId])).length > 0;
}

async function stillToAgree({ aboutId }: Notice, db: Database): Promise<boolean> {
  const open = "SELECT id FROM deadline WHERE offerId = ? AND kind = 'agree-size' AND doneAt IS NULL";
  return (await db.select(open, [aboutId])).length > 0;
}

async function stillToConfirm({ referralId }: Notice, db: Database): Promise<boolean> {
  const open = "SELECT id FROM referral WHERE id = ? AND state = 'accepted'";
  return (await db.select(open, [referralId ?? ''])).length > 0;
}

/** A party that signed while the mail waited is not asked any more; the officer who reads along is told all the same. */
async function stillToSign({ aboutId, organisationId }: Notice, db: Database): Promise<boolean> {
  if (organisationId === null) return true;
  const open =
    "SELECT id FROM deadline WHERE offerId = ? AND ownerOrganisationId = ? AND kind = 'sign-agreement' AND doneAt IS NULL";
  return (await db.select(open, [aboutId, organisationId])).length > 0;
}

async function stillToAnswerFor({ referralId }: Notice, db: Database): Promise<boolean> {
  const open = "SELECT id FROM deadline WHERE referralId = ? AND kind = 'confirm-placement' AND doneAt IS NULL";
  return (await db.select(open, [referralId ?? ''])).length > 0;
}

/** What the talent line tells people; the words are in notices.json, the mails in templates/mails. */
export const talentNotices: readonly NoticeKind[] = [
  { kind: 'demand-submitted', level: 'progress', mail: true },
  { kind: 'demand-to-verify', level: 'must', mail: true },
  { kind: 'demand-returned', level: 'must', mail: true },
  { kind: 'demand-listed', level: 'progress', mail: true },
  { kind: 'demand-unmatched', level: 'must', mail: true },
  { kind: 'demand-waiting', level: 'progress', mail: true },
  { kind: 'demand-interest', level: 'progress', mail: false },
  { kind: 'demand-to-call', level: 'must', mail: false },
  { kind: 'demand-expired', level: 'progress', mail: true },
  { kind: 'demand-withdrawn', level: 'progress', mail: false },
  { kind: 'pool-interested', level: 'progress', mail: false },
  { kind: 'pool-declined', level: 'progress', mail: false },
  { kind: 'pool-waits', level: 'progress', mail: true },
  { kind: 'class-proposed', level: 'must', mail: true, stillWanted: stillToAnswer },
  { kind: 'class-accepted', level: 'progress', mail: false },
  { kind: 'class-contact-given', level: 'progress', mail: false },
  { kind: 'class-declined', level: 'must', mail: true },
  { kind: 'class-to-shrink', level: 'must', mail: true },
  { kind: 'class-confirmed', level: 'progress', mail: true },
  { kind: 'class-short', level: 'must', mail: true },
  { kind: 'class-left', level: 'progress', mail: false },
  { kind: 'class-waits', level: 'progress', mail: false },
  { kind: 'class-put-off', level: 'progress', mail: false },
  { kind: 'class-extended', level: 'progress', mail: false },
  { kind: 'class-smaller', level: 'must', mail: true, stillWanted: stillToAgree },
  { kind: 'class-smaller-agreed', level: 'progress', mail: false },
  { kind: 'class-smaller-refused', level: 'must', mail: false },
  { kind: 'class-merged', level: 'progress', mail: false },
  { kind: 'class-cancelled', level: 'progress', mail: true },
  { kind: 'class-moved', level: 'progress', mail: true },
  { kind: 'agreement-to-review', level: 'must', mail: false },
  { kind: 'agreement-returned', level: 'must', mail: true },
  { kind: 'agreement-to-sign', level: 'must', mail: true, stillWanted: stillToSign },
  { kind: 'agreement-in-force', level: 'progress', mail: true },
  { kind: 'agreement-ended', level: 'progress', mail: true },
  { kind: 'agreement-expired', level: 'must', mail: false },
  { kind: 'milestone-due', level: 'must', mail: true },
  { kind: 'placement-to-confirm', level: 'must', mail: true, stillWanted: stillToAnswerFor },
  { kind: 'placement-confirmed', level: 'progress', mail: false },
  { kind: 'placement-disputed', level: 'must', mail: false },
  { kind: 'seats-proposed', level: 'progress', mail: false },
  { kind: 'seats-to-confirm', level: 'must', mail: true, stillWanted: stillToConfirm },
  { kind: 'seats-agreed', level: 'progress', mail: true },
  { kind: 'seats-released', level: 'must', mail: true },
];
