import { Global, Module } from '@nestjs/common';
import { Shell } from '../platform/http/shell.js';
import { SpreadsheetModule } from '../platform/spreadsheet/spreadsheet.module.js';
import { MePages } from './account/me.pages.js';
import { MemberPages } from './account/member.pages.js';
import { PasswordPages } from './account/password.pages.js';
import { People } from './account/people.queries.js';
import { RegistrationPages } from './account/registration.pages.js';
import { AuditPages } from './admin/audit.pages.js';
import { Trail } from './admin/audit.queries.js';
import { CalendarPages } from './admin/calendar.pages.js';
import { DeliveryPages } from './admin/delivery.pages.js';
import { RegistrationReviewPages } from './admin/registration.pages.js';
import { RolePages } from './admin/role.pages.js';
import { SettingsPages } from './admin/settings.pages.js';
import { UserPages } from './admin/user.pages.js';
import { DemoAccounts } from './demo-accounts.js';
import { HelpPages } from './help/help.pages.js';
import { InboxPages } from './inbox/inbox.pages.js';
import { KitPages } from './kit.pages.js';
import { OrganisationPages } from './organisations/organisation.pages.js';
import { OrganisationList } from './organisations/organisations.queries.js';
import { AssetsController } from './assets.controller.js';
import { HealthController } from './health.controller.js';
import { PortalShell } from './portal-shell.js';
import { PreferencePages } from './preference.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { SessionApi } from './session.api.js';

@Global()
@Module({
  imports: [SpreadsheetModule],
  controllers: [
    AssetsController,
    HealthController,
    SignInPages,
    SessionApi,
    PreferencePages,
    RegistrationPages,
    PasswordPages,
    MePages,
    MemberPages,
    UserPages,
    RegistrationReviewPages,
    SettingsPages,
    CalendarPages,
    DeliveryPages,
    AuditPages,
    RolePages,
    OrganisationPages,
    InboxPages,
    HelpPages,
    KitPages,
  ],
  providers: [{ provide: Shell, useClass: PortalShell }, DemoAccounts, People, Trail, OrganisationList],
  exports: [Shell],
})
export class WebModule {}
