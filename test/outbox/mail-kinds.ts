import { defineNotice } from '../../src/platform/notifications/notice-kinds.js';

/** Consents withdrawn by a test: notice ids about them are no longer wanted. */
export const withdrawn = new Set<string>();

defineNotice({
  kind: 'referral-received',
  level: 'must',
  mail: true,
  stillWanted: async ({ aboutId }) => !withdrawn.has(aboutId),
});
defineNotice({ kind: 'need-submitted', level: 'progress', mail: true });
defineNotice({ kind: 'products-stale', level: 'info', mail: true });
defineNotice({ kind: 'import-done', level: 'info', mail: false });
defineNotice({
  kind: 'account-invited',
  level: 'must',
  mail: true,
  // Proves that a link can be minted in a transaction while sending.
  link: async ({ id }, db) => {
    await db.execute('UPDATE notice SET readAt = NULL WHERE id = ?', [id]);
    return `/invitations#${id}`;
  },
});
