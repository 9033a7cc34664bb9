import { Global, Module } from '@nestjs/common';
import { Shell } from '../platform/http/shell.js';
import { AssetsController } from './assets.controller.js';
import { ExportPages } from './exports/export.pages.js';
import { NeedDeskPages } from './work/need-desk.pages.js';
import { SearchPages } from './search.pages.js';
import { SearchQueries } from './search.queries.js';
import { AdminDesk } from './work/admin-desk.js';
import { BankDesk } from './work/bank-desk.js';
import { EnterpriseDesk } from './work/enterprise-desk.js';
import { Figures } from './work/figures.js';
import { LeaderDesk } from './work/leader-desk.js';
import { OfficerDesk } from './work/officer-desk.js';
import { OfficerQueries } from './work/officer.queries.js';
import { WelcomePanel } from './work/welcome.service.js';
import { WorkPages } from './work/work.pages.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { FinancingModule } from '../domains/financing/financing.module.js';
import { HealthController } from './health.controller.js';
import { PortalShell } from './portal-shell.js';
import { PreferencePages } from './preference.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { SessionApi } from './session.api.js';

const desk = [
  OfficerQueries,
  OfficerDesk,
  EnterpriseDesk,
  BankDesk,
  LeaderDesk,
  AdminDesk,
  Figures,
  WelcomePanel,
  SearchQueries,
];

@Global()
@Module({
  imports: [DirectoryModule, FinancingModule],
  controllers: [
    AssetsController,
    HealthController,
    SignInPages,
    SessionApi,
    PreferencePages,
    WorkPages,
    SearchPages,
    ExportPages,
    NeedDeskPages,
  ],
  providers: [{ provide: Shell, useClass: PortalShell }, ...desk],
  exports: [Shell],
})
export class WebModule {}
