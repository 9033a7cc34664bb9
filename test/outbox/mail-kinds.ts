import type { NoticeKind } from '../../src/platform/notifications/notice-kinds.js';

/** Consents withdrawn by a test: notice ids about them are no longer wanted. */
export const withdrawn = new Set<string>();

export const testNotices: readonly NoticeKind[] = [
  {
    kind: 'referral-received',
    level: 'must',
    mail: true,
    stillWanted: async ({ aboutId }) => !withdrawn.has(aboutId),
  },
  { kind: 'need-submitted', level: 'progress', mail: true },
  { kind: 'products-stale', level: 'info', mail: true },
  { kind: 'import-done', level: 'info', mail: false },
  {
    kind: 'account-invited',
    level: 'must',
    mail: true,
    // Proves that a link can be minted in a transaction while sending.
    link: async ({ id }, db) => {
      await db.execute('UPDATE notice SET readAt = NULL WHERE id = ?', [id]);
      return `/invitations#${id}`;
    },
  },
];
