import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import type { Settings } from '../../src/platform/config/settings.js';
import type { Database } from '../../src/platform/database/database.js';
import { Deliveries } from '../../src/platform/notifications/deliveries.service.js';
import { Inbox } from '../../src/platform/notifications/inbox.service.js';
import { MailSender, MailSettings } from '../../src/platform/notifications/mail-sender.service.js';
import { MailTemplates } from '../../src/platform/notifications/mail-templates.js';
import type { MailTransport } from '../../src/platform/notifications/mail-transport.js';
import { Notices } from '../../src/platform/notifications/notices.service.js';
import { NoticeKinds } from '../../src/platform/notifications/notice-kinds.js';
import { testNotices } from './mail-kinds.js';
import { TableRecipients } from './recipients.js';
import { testSettings } from './test-clocks.js';

interface MailParts {
  readonly transport: MailTransport;
  readonly leases?: LeaseClock;
  readonly app?: Settings;
  readonly settings?: Partial<MailSettings>;
}

/** Everything that tells and mails, on a database, put together as the module does. */
export function mailHarness(
  db: Database,
  { transport, leases = new LeaseClock(), app = testSettings(), settings = {} }: MailParts,
) {
  const clock = new BusinessClock(app);
  const mailSettings = Object.assign(new MailSettings(), settings);
  const people = new TableRecipients(db);
  const kinds = new NoticeKinds(testNotices);
  const notices = new Notices(db, clock, leases, people, kinds);
  const templates = new MailTemplates(app.businessZone);
  const sender = new MailSender(db, clock, leases, people, templates, transport, notices, kinds, app, mailSettings);
  return {
    clock,
    people,
    notices,
    sender,
    inbox: new Inbox(db, clock),
    deliveries: new Deliveries(db, leases, sender, mailSettings),
  };
}
