import { LeaseClock } from '../clock/lease-clock.js';
import type { Database } from '../database/database.js';
import type { Notice } from '../notifications/notice.entity.js';
import type { NoticeKind } from '../notifications/notice-kinds.js';
import { mintLink } from './one-time-links.js';
import { User } from './user.entity.js';

/** Links run by the lease clock, which never travels: any instance of it tells the same time. */
const leases = new LeaseClock();

/** An invitation that was taken up, or whose person was shut out, is not mailed any more. */
async function stillInvited(notice: Notice, db: Database): Promise<boolean> {
  const user = await db.repo(User).findOneBy({ id: notice.userId });
  return user?.state === 'active' && user.passwordHash === null;
}

export const identityNotices: readonly NoticeKind[] = [
  {
    kind: 'account-invited',
    level: 'must',
    mail: true,
    link: (notice, db) => mintLink(db, leases.now(), notice.userId, 'invite'),
    stillWanted: stillInvited,
  },
  {
    kind: 'password-reset',
    level: 'must',
    mail: true,
    link: (notice, db) => mintLink(db, leases.now(), notice.userId, 'reset'),
  },
  { kind: 'security-event', level: 'must', mail: true, toldAddress: true },
];
