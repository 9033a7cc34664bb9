import type { NoticeKind } from '../../platform/notifications/notice-kinds.js';

export const importNotices: readonly NoticeKind[] = [{ kind: 'import-done', level: 'progress', mail: true }];
