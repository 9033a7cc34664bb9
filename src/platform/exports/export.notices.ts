import type { NoticeKind } from '../notifications/notice-kinds.js';

export const exportNotices: readonly NoticeKind[] = [
  { kind: 'export-ready', level: 'progress', mail: true },
  { kind: 'export-failed', level: 'progress', mail: false },
];
