import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { AuditHead } from '../../src/platform/audit/audit-head.entity.js';
import { AuditTables1770000000200 } from '../../src/platform/audit/migrations/1770000000200-audit-tables.migration.js';
import { FileTable1770000000500 } from '../../src/platform/files/migrations/1770000000500-file-table.migration.js';
import { StoredFile } from '../../src/platform/files/stored-file.entity.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { MailSuppression } from '../../src/platform/notifications/mail-suppression.entity.js';
import { NoticeTables1770000000300 } from '../../src/platform/notifications/migrations/1770000000300-notice-tables.migration.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { OutboxTables1770000000100 } from '../../src/platform/outbox/migrations/1770000000100-outbox-tables.migration.js';
import { OutboxDone } from '../../src/platform/outbox/outbox-done.entity.js';
import { OutboxEvent } from '../../src/platform/outbox/outbox-event.entity.js';
import type { Schema } from '../../src/platform/database/open.js';
import { JobSlot } from '../../src/platform/scheduling/job-slot.entity.js';
import { SchedulingTables1770000000400 } from '../../src/platform/scheduling/migrations/1770000000400-scheduling-tables.migration.js';
import { Recipient, RecipientTable1770000000900 } from './recipients.js';

/** The tables of everything that happens after commit, and a small address book. */
export const backgroundSchema: Schema = {
  entities: [
    OutboxEvent,
    OutboxDone,
    AuditEntry,
    AuditHead,
    Notice,
    Delivery,
    MailSuppression,
    JobSlot,
    StoredFile,
    Recipient,
  ],
  migrations: [
    OutboxTables1770000000100,
    AuditTables1770000000200,
    NoticeTables1770000000300,
    SchedulingTables1770000000400,
    FileTable1770000000500,
    RecipientTable1770000000900,
  ],
};
