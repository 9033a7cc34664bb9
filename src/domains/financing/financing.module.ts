import { Module } from '@nestjs/common';
import { Answering } from './answering.service.js';
import { CaseNotePages } from './case-note.pages.js';
import { Choosing } from './choosing.service.js';
import { ConsentPages } from './consent.pages.js';
import { ConsentViews } from './consent.views.js';
import { Contracts } from './contracts.service.js';
import { DealCompletion } from './deal-completion.js';
import { DealReleasePages } from './deal-release.pages.js';
import { DealRelease } from './deal-release.service.js';
import { DealPages } from './deal.pages.js';
import { DealViews } from './deal.views.js';
import { Drafting } from './drafting.service.js';
import { EndedQuotes } from './ended-quotes.js';
import { Filing } from './filing.service.js';
import { Housekeeping } from './housekeeping.js';
import { FinancingImports } from './imports/financing-imports.js';
import { NeedWriter } from './imports/need-writer.js';
import { NeedImport } from './imports/needs.kind.js';
import { ProductWriter } from './imports/product-writer.js';
import { ProductImport } from './imports/products.kind.js';
import { LastPayoutPages } from './last-payout.pages.js';
import { LastPayout } from './last-payout.service.js';
import { AssignmentApi } from './managers/assignment.api.js';
import { AssignmentPages } from './managers/assignment.pages.js';
import { AssignmentQueries } from './managers/assignment.queries.js';
import { AssignmentViews } from './managers/assignment.views.js';
import { Assignments } from './managers/assignments.service.js';
import { ClientManagerApi } from './managers/client-manager.api.js';
import { ClientManagerPages } from './managers/client-manager.pages.js';
import { ClientManagers } from './managers/client-managers.service.js';
import { ManagerBoards } from './managers/manager-boards.js';
import { ManagerQueries } from './managers/manager.queries.js';
import { FinancingWords } from './match-words.js';
import { MatchApiViews } from './match.api-views.js';
import { MatchPages } from './match.pages.js';
import { MatchQueries } from './match.queries.js';
import { MatchViews } from './match.views.js';
import { FinancingMatching } from './matching.service.js';
import { NeedDossiers } from './need-dossier.js';
import { NeedExpiry } from './need-expiry.js';
import { NeedExport } from './need-export.js';
import { NeedFilingPages } from './need-filing.pages.js';
import { NeedFormPages } from './need-form.pages.js';
import { NeedFormViews } from './need-form.views.js';
import { NeedLabelPages } from './need-label.pages.js';
import { NeedListPages } from './need-list.pages.js';
import { NeedList } from './need-list.query.js';
import { NeedMatchApi } from './need-match.api.js';
import { NeedStandings } from './need-standing.query.js';
import { NeedApiViews } from './need.api-views.js';
import { NeedApi } from './need.api.js';
import { NeedPages } from './need.pages.js';
import { NeedViews } from './need.views.js';
import { Needs } from './needs.service.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { OpenQuestions } from './open-questions.js';
import { PaperRequestPages } from './paper-request.pages.js';
import { PaperRequests } from './paper-requests.service.js';
import { ReferralPapers } from './referral-papers.js';
import { Payouts } from './payouts.service.js';
import { ProductEditorPages } from './product-editor.pages.js';
import { ProductExport } from './product-export.js';
import { ProductApiViews } from './product.api-views.js';
import { ProductApi } from './product.api.js';
import { ProductPages } from './product.pages.js';
import { ProductQueries } from './product.queries.js';
import { ProductViews } from './product.views.js';
import { Products } from './products.service.js';
import { QuotePages } from './quote.pages.js';
import { QuoteViews } from './quote.views.js';
import { QuotingPages } from './quoting.pages.js';
import { Quoting } from './quoting.service.js';
import { FundedDeals } from './record/funded-deals.query.js';
import { OutcomeFile } from './record/outcome-file.js';
import { TrackRecordPages } from './record/track-record.pages.js';
import { TrackRecordViews } from './record/track-record.views.js';
import { TrackRecords } from './record/track-records.service.js';
import { ReferralAnswerPages } from './referral-answer.pages.js';
import { ReferralExport } from './referral-export.js';
import { ReferralHandoverPages } from './referral-handover.pages.js';
import { ReferralHistory } from './referral-history.js';
import { ReferralList } from './referral-list.queries.js';
import { ReferralStep } from './referral-step.js';
import { KnownRecords } from './referral.api-record.js';
import { ReferralApiViews } from './referral.api-views.js';
import { ReferralApi } from './referral.api.js';
import { ReferralPages } from './referral.pages.js';
import { ReferralViews } from './referral.views.js';
import { ReferringPages } from './referring.pages.js';
import { Referring } from './referring.service.js';
import { Submitting } from './submitting.service.js';
import { VerificationPages } from './verification.pages.js';
import { Verification } from './verification.service.js';
import { Withdrawing } from './withdrawing.service.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  Answering,
  AssignmentQueries,
  Assignments,
  AssignmentViews,
  Choosing,
  ClientManagers,
  ConsentViews,
  Contracts,
  DealCompletion,
  DealRelease,
  DealViews,
  Drafting,
  EndedQuotes,
  Filing,
  FinancingImports,
  FinancingMatching,
  FinancingWords,
  FundedDeals,
  Housekeeping,
  KnownRecords,
  LastPayout,
  ManagerBoards,
  ManagerQueries,
  MatchApiViews,
  MatchQueries,
  MatchViews,
  NeedApiViews,
  NeedDossiers,
  NeedExpiry,
  NeedExport,
  NeedFormViews,
  NeedImport,
  NeedList,
  Needs,
  NeedStandings,
  NeedViews,
  NeedWriter,
  Needs,
  OfferCatalogue,
  OpenQuestions,
  OutcomeFile,
  PaperRequests,
  ReferralPapers,
  Payouts,
  ProductApiViews,
  ProductExport,
  ProductImport,
  ProductQueries,
  Products,
  ProductViews,
  ProductWriter,
  QuoteViews,
  Quoting,
  ReferralApiViews,
  ReferralExport,
  ReferralHistory,
  ReferralList,
  ReferralStep,
  ReferralViews,
  Referring,
  Submitting,
  TrackRecords,
  TrackRecordViews,
  Verification,
  Withdrawing,
];

// prettier-ignore
const controllers = [
  AssignmentApi,
  AssignmentPages,
  CaseNotePages,
  ClientManagerApi,
  ClientManagerPages,
  ConsentPages,
  DealPages,
  DealReleasePages,
  LastPayoutPages,
  MatchPages,
  NeedApi,
  NeedFilingPages,
  NeedFormPages,
  NeedLabelPages,
  NeedListPages,
  NeedMatchApi,
  NeedPages,
  PaperRequestPages,
  ProductApi,
  ProductEditorPages,
  ProductPages,
  QuotePages,
  QuotingPages,
  ReferralAnswerPages,
  ReferralApi,
  ReferralHandoverPages,
  ReferralPages,
  ReferringPages,
  TrackRecordPages,
  VerificationPages,
];

@Module({ controllers, providers: services, exports: services })
export class FinancingModule {}
