import { defineNotice } from '../../platform/notifications/notice-kinds.js';

defineNotice({ kind: 'import-done', level: 'progress', mail: true });
