import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { Deliveries } from './deliveries.service.js';
import { Inbox } from './inbox.service.js';
import { MailSender, MailSettings } from './mail-sender.service.js';
import { MailTemplates } from './mail-templates.js';
import { FolderTransport, MailTransport, SmtpTransport } from './mail-transport.js';
import { NoticeKinds, type NoticeKind } from './notice-kinds.js';
import { Notices } from './notices.service.js';

const transport = ({ smtpUrl, mailDir }: Settings): MailTransport =>
  smtpUrl === undefined ? new FolderTransport(mailDir) : new SmtpTransport(smtpUrl);

/** Needs a `RecipientDirectory` from the identity module, which is global. */
@Module({})
export class NotificationsModule {
  static with(kinds: readonly NoticeKind[]): DynamicModule {
    return {
      module: NotificationsModule,
      global: true,
      providers: [
        Notices,
        Inbox,
        MailSender,
        Deliveries,
        { provide: NoticeKinds, useFactory: () => new NoticeKinds(kinds) },
        { provide: MailSettings, useFactory: () => new MailSettings() },
        { provide: MailTransport, useFactory: transport, inject: [Settings] },
        {
          provide: MailTemplates,
          useFactory: (app: Settings) => new MailTemplates(app.businessZone),
          inject: [Settings],
        },
      ],
      exports: [Notices, Inbox, MailSender, Deliveries, MailTransport, NoticeKinds],
    };
  }
}
