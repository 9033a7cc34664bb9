import { Module, type DynamicModule } from '@nestjs/common';
import { schema } from './app.schema.js';
import { DirectoryModule } from './directory/directory.module.js';
import { importNotices } from './directory/imports/import.notices.js';
import { registrationNotices } from './directory/registration/registration.notices.js';
import { ImportsModule } from './directory/imports/imports.module.js';
import { FinancingModule } from './domains/financing/financing.module.js';
import { financingNotices } from './domains/financing/financing.notices.js';
import { TalentModule } from './domains/talent/talent.module.js';
import { talentNotices } from './domains/talent/talent.notices.js';
import { collegeNotices } from './domains/talent/colleges/college.notices.js';
import { CollegesModule } from './domains/talent/colleges.module.js';
import { matchmakingNotices } from './matchmaking/matchmaking.notices.js';
import { MatchmakingModule } from './matchmaking/matchmaking.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { CalendarModule } from './platform/calendar/calendar.module.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Settings } from './platform/config/settings.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { ExportsModule } from './platform/exports/exports.module.js';
import { exportNotices } from './platform/exports/export.notices.js';
import { FilesModule } from './platform/files/files.module.js';
import { HousekeepingModule } from './platform/housekeeping/housekeeping.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { I18nModule } from './platform/i18n/i18n.module.js';
import { IdempotencyModule } from './platform/idempotency/idempotency.module.js';
import { identityNotices } from './platform/identity/identity.notices.js';
import { IdentityModule } from './platform/identity/identity.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { NotificationsModule } from './platform/notifications/notifications.module.js';
import { OutboxModule } from './platform/outbox/outbox.module.js';
import { SchedulingModule } from './platform/scheduling/scheduling.module.js';
import { SpreadsheetModule } from './platform/spreadsheet/spreadsheet.module.js';
import { SavedViewsModule } from './platform/saved-views/saved-views.module.js';
import { ViewsModule } from './platform/views/views.module.js';
import { WebModule } from './web/web.module.js';

/** The only file that names every module. */
@Module({})
export class AppModule {
  /** `settings` given: for tests and tools; else they are read from the environment. */
  static with(settings?: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(settings),
        ClockModule,
        DatabaseModule.forRoot(schema),
        I18nModule,
        ViewsModule,
        AuditModule,
        OutboxModule,
        NotificationsModule.with([
          ...exportNotices,
          ...importNotices,
          ...identityNotices,
          ...registrationNotices,
          ...matchmakingNotices,
          ...financingNotices,
          ...talentNotices,
          ...collegeNotices,
        ]),
        CalendarModule,
        SchedulingModule,
        FilesModule,
        SpreadsheetModule,
        IdentityModule,
        ExportsModule,
        SavedViewsModule,
        HttpModule,
        IdempotencyModule,
        HousekeepingModule,
        MetricsModule,
        DirectoryModule,
        ImportsModule,
        MatchmakingModule,
        FinancingModule,
        TalentModule,
        CollegesModule,
        WebModule,
      ],
    };
  }
}
