import { Module } from '@nestjs/common';
import './financing.notices.js';
import { Answering } from './answering.service.js';
import { CaseNotePages } from './case-note.pages.js';
import { Colleagues } from './colleagues.js';
import { Filing } from './filing.service.js';
import { Handover } from './handover.service.js';
import { NeedDossiers } from './need-dossier.js';
import { NeedFilingPages } from './need-filing.pages.js';
import { NeedFormPages } from './need-form.pages.js';
import { NeedFormViews } from './need-form.views.js';
import { NeedListPages } from './need-list.pages.js';
import { NeedList } from './need-list.query.js';
import { NeedStandings } from './need-standing.query.js';
import { NeedTimeline } from './need-timeline.js';
import { NeedPages } from './need.pages.js';
import { NeedViews } from './need.views.js';
import { OpenQuestions } from './open-questions.js';
import { VerificationPages } from './verification.pages.js';
import { Deals } from './deals.service.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from './needs.service.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { Products } from './products.service.js';
import { Referring } from './referring.service.js';
import { Rematch } from './rematch.js';
import { Verification } from './verification.service.js';

const services = [
  Needs,
  Verification,
  OfferCatalogue,
  FinancingMatching,
  Rematch,
  Referring,
  Answering,
  Deals,
  Products,
  Colleagues,
  Filing,
  Handover,
  NeedList,
  NeedStandings,
  NeedTimeline,
  NeedViews,
  NeedFormViews,
  NeedDossiers,
  OpenQuestions,
];

const controllers = [NeedListPages, NeedFilingPages, NeedFormPages, NeedPages, CaseNotePages, VerificationPages];

@Module({ controllers, providers: services, exports: services })
export class FinancingModule {}
