import { defineNotice } from '../notifications/notice-kinds.js';

defineNotice({ kind: 'export-ready', level: 'progress', mail: true });
defineNotice({ kind: 'export-failed', level: 'progress', mail: false });
