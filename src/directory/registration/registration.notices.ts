import { defineNotice } from '../../platform/notifications/notice-kinds.js';

defineNotice({ kind: 'registration-received', level: 'must', mail: false });
defineNotice({ kind: 'account-approved', level: 'must', mail: true });
defineNotice({ kind: 'account-refused', level: 'must', mail: true });
