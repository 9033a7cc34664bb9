import type { NoticeKind } from '../../platform/notifications/notice-kinds.js';

export const registrationNotices: readonly NoticeKind[] = [
  { kind: 'registration-received', level: 'must', mail: false },
  { kind: 'account-approved', level: 'must', mail: true },
  { kind: 'account-refused', level: 'must', mail: true },
];
