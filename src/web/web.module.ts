import { Global, Module } from '@nestjs/common';
import { Shell } from '../platform/http/shell.js';
import { ApiDocsController, OpenApi } from './api/api-docs.controller.js';
import { AuditApi } from './api/audit.api.js';
import { NoticeApi } from './api/notice.api.js';
import { AssetsController } from './assets.controller.js';
import { DevMailPages } from './dev-mail.pages.js';
import { HealthController } from './health.controller.js';
import { PortalShell } from './portal-shell.js';
import { PreferencePages } from './preference.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { SessionApi } from './session.api.js';

@Global()
@Module({
  controllers: [
    AssetsController,
    HealthController,
    SignInPages,
    SessionApi,
    PreferencePages,
    ApiDocsController,
    NoticeApi,
    AuditApi,
    DevMailPages,
  ],
  providers: [OpenApi, { provide: Shell, useClass: PortalShell }],
  exports: [Shell],
})
export class WebModule {}
