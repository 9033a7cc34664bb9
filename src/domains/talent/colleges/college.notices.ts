import type { Database } from '../../../platform/database/database.js';
import type { NoticeKind } from '../../../platform/notifications/notice-kinds.js';
import type { Notice } from '../../../platform/notifications/notice.entity.js';

/** A college that has confirmed while the mail waited is not asked any more. */
async function stillUnconfirmed({ aboutId, params }: Notice, db: Database): Promise<boolean> {
  const confirmed = await db.select(
    'SELECT organisationId FROM college_profile WHERE organisationId = ? AND confirmedOn >= ?',
    [aboutId, params['since']],
  );
  return confirmed.length === 0;
}

/** What colleges are told about their own data. */
export const collegeNotices: readonly NoticeKind[] = [
  { kind: 'college-data-due', level: 'must', mail: true, stillWanted: stillUnconfirmed },
];
