import { Global, Module } from '@nestjs/common';
import { Shell } from '../platform/http/shell.js';
import { ApiDocsController, OpenApi } from './api/api-docs.controller.js';
import { AuditApi } from './api/audit.api.js';
import { ExportApi } from './api/export.api.js';
import { ImportApi } from './api/import.api.js';
import { NoticeApi } from './api/notice.api.js';
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
import { OrganisationExport } from './organisations/organisation-export.js';
import { OrganisationList } from './organisations/organisations.queries.js';
import { AssetsController } from './assets.controller.js';
import { DevMailPages } from './dev-mail.pages.js';
import { ExportPages } from './exports/export.pages.js';
import { NeedDeskPages } from './work/need-desk.pages.js';
import { SavedViewPages } from './saved-views/saved-view.pages.js';
import { SearchPages } from './search.pages.js';
import { SearchQueries } from './search.queries.js';
import { AdminDesk } from './work/admin-desk.js';
import { BankDesk } from './work/bank-desk.js';
import { CollegeDesk } from './work/college-desk.js';
import { EnterpriseDesk } from './work/enterprise-desk.js';
import { EnterpriseTalent } from './work/enterprise-talent.js';
import { AccountExport } from './admin/account-export.js';
import { LeaderExport } from './work/leader-export.js';
import { FigurePage } from './work/figure-page.js';
import { Figures } from './work/figures.js';
import { LeaderDesk } from './work/leader-desk.js';
import { OfficerDesk } from './work/officer-desk.js';
import { OfficerQueries } from './work/officer.queries.js';
import { WelcomePanel } from './work/welcome.service.js';
import { WorkPages } from './work/work.pages.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { FinancingModule } from '../domains/financing/financing.module.js';
import { TalentModule } from '../domains/talent/talent.module.js';
import { HealthController } from './health.controller.js';
import { PortalShell } from './portal-shell.js';
import { PreferencePages } from './preference.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { SessionApi } from './session.api.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  AccountExport,
  AdminDesk,
  BankDesk,
  CollegeDesk,
  DemoAccounts,
  EnterpriseDesk,
  EnterpriseTalent,
  FigurePage,
  Figures,
  LeaderDesk,
  LeaderExport,
  OfficerDesk,
  OfficerQueries,
  OpenApi,
  OrganisationList,
  OrganisationExport,
  People,
  SearchQueries,
  Trail,
  WelcomePanel,
];

// prettier-ignore
const controllers = [
  ApiDocsController,
  AssetsController,
  AuditApi,
  AuditPages,
  CalendarPages,
  DeliveryPages,
  DevMailPages,
  ExportPages,
  HealthController,
  HelpPages,
  InboxPages,
  KitPages,
  MePages,
  MemberPages,
  NeedDeskPages,
  ExportApi,
  ImportApi,
  NoticeApi,
  OrganisationPages,
  PasswordPages,
  PreferencePages,
  RegistrationPages,
  RegistrationReviewPages,
  RolePages,
  SavedViewPages,
  SearchPages,
  SessionApi,
  SettingsPages,
  SignInPages,
  UserPages,
  WorkPages,
];

@Global()
@Module({
  imports: [SpreadsheetModule, DirectoryModule, FinancingModule, TalentModule],
  controllers,
  providers: [{ provide: Shell, useClass: PortalShell }, ...services],
  exports: [Shell],
})
export class WebModule {}
