import type { Database } from '../platform/database/database.js';
import type { NoticeKind } from '../platform/notifications/notice-kinds.js';
import type { Notice } from '../platform/notifications/notice.entity.js';

/** A receiver is not mailed about a referral that was closed, or whose consent ended, while the mail waited. */
async function stillReferred(notice: Notice, db: Database): Promise<boolean> {
  if (notice.referralId === null) return true;
  const open = await db.select(
    `SELECT r.id FROM referral r JOIN consent c ON c.id = r.consentId AND c.withdrawnAt IS NULL
      WHERE r.id = ? AND r.state IN ('sent', 'accepted', 'agreed')`,
    [notice.referralId],
  );
  return open.length > 0;
}

async function stillAsked(notice: Notice, db: Database): Promise<boolean> {
  if (notice.referralId === null) return true;
  return (
    (await db.select("SELECT id FROM referral WHERE id = ? AND state = 'awaiting-consent'", [notice.referralId]))
      .length > 0
  );
}

export const matchmakingNotices: readonly NoticeKind[] = [
  { kind: 'referral-received', level: 'must', mail: true, stillWanted: stillReferred },
  { kind: 'referral-assigned', level: 'must', mail: true, stillWanted: stillReferred },
  { kind: 'consent-asked', level: 'must', mail: true, stillWanted: stillAsked },
  { kind: 'consent-withdrawn', level: 'must', mail: true },
  { kind: 'referral-reminder', level: 'must', mail: true, stillWanted: stillReferred },
  { kind: 'referral-overdue', level: 'must', mail: true, stillWanted: stillReferred },
  { kind: 'referral-escalated', level: 'must', mail: true },
  { kind: 'referral-lapsed', level: 'info', mail: false },
  { kind: 'deadline-reminder', level: 'progress', mail: false },
  { kind: 'deadline-overdue', level: 'must', mail: false },
  { kind: 'case-message', level: 'progress', mail: false },
  { kind: 'case-mention', level: 'progress', mail: true },
  { kind: 'deadline-escalated', level: 'must', mail: true },
];
