import { Module } from '@nestjs/common';
import { Answering } from './referrals/answering.service.js';
import { CaseNotePages } from './needs/case-note.pages.js';
import { Choosing } from './deals/choosing.service.js';
import { ConsentPages } from './referrals/consent.pages.js';
import { ConsentViews } from './referrals/consent.views.js';
import { Contracts } from './deals/contracts.service.js';
import { DealCompletion } from './deals/deal-completion.js';
import { DealReleasePages } from './deals/deal-release.pages.js';
import { DealRelease } from './deals/deal-release.service.js';
import { DealPages } from './deals/deal.pages.js';
import { DealViews } from './deals/deal.views.js';
import { Drafting } from './needs/drafting.service.js';
import { EndedQuotes } from './deals/ended-quotes.js';
import { Filing } from './needs/filing.service.js';
import { Housekeeping } from './housekeeping.js';
import { FinancingImports } from './imports/financing-imports.js';
import { NeedWriter } from './imports/need-writer.js';
import { NeedImport } from './imports/needs.kind.js';
import { ProductWriter } from './imports/product-writer.js';
import { ProductImport } from './imports/products.kind.js';
import { LastPayoutPages } from './deals/last-payout.pages.js';
import { LastPayout } from './deals/last-payout.service.js';
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
import { FinancingWords } from './matching/match-words.js';
import { MatchApiViews } from './matching/match.api-views.js';
import { MatchPages } from './matching/match.pages.js';
import { MatchQueries } from './matching/match.queries.js';
import { MatchViews } from './matching/match.views.js';
import { FinancingMatching } from './matching/matching.service.js';
import { StageMoves } from './referrals/stage-moves.service.js';
import { NeedDossiers } from './needs/need-dossier.js';
import { NeedExpiry } from './needs/need-expiry.js';
import { NeedExport } from './needs/need-export.js';
import { NeedFilingPages } from './needs/need-filing.pages.js';
import { NeedFormPages } from './needs/need-form.pages.js';
import { NeedFormViews } from './needs/need-form.views.js';
import { NeedLabelPages } from './needs/need-label.pages.js';
import { NeedListPages } from './needs/need-list.pages.js';
import { NeedList } from './needs/need-list.query.js';
import { NeedMatchApi } from './matching/need-match.api.js';
import { NeedStandings } from './needs/need-standing.query.js';
import { NeedApiViews } from './needs/need.api-views.js';
import { NeedApi } from './needs/need.api.js';
import { NeedPages } from './needs/need.pages.js';
import { NeedViews } from './needs/need.views.js';
import { Needs } from './needs/needs.service.js';
import { OfferCatalogue } from './products/offer-catalogue.js';
import { OpenQuestions } from './matching/open-questions.js';
import { PaperRequestPages } from './referrals/paper-request.pages.js';
import { PaperRequests } from './referrals/paper-requests.service.js';
import { ReferralPapers } from './referrals/referral-papers.js';
import { Payouts } from './deals/payouts.service.js';
import { ProductEditorPages } from './products/product-editor.pages.js';
import { ProductCapacity } from './products/product-capacity.js';
import { ProductExport } from './products/product-export.js';
import { ProductApiViews } from './products/product.api-views.js';
import { ProductApi } from './products/product.api.js';
import { ProductPages } from './products/product.pages.js';
import { ProductQueries } from './products/product.queries.js';
import { ProductViews } from './products/product.views.js';
import { Products } from './products/products.service.js';
import { QuotePages } from './deals/quote.pages.js';
import { QuoteViews } from './deals/quote.views.js';
import { QuotingPages } from './deals/quoting.pages.js';
import { Quoting } from './deals/quoting.service.js';
import { FundedDeals } from './record/funded-deals.query.js';
import { OutcomeFile } from './record/outcome-file.js';
import { TrackRecordPages } from './record/track-record.pages.js';
import { TrackRecordViews } from './record/track-record.views.js';
import { TrackRecords } from './record/track-records.service.js';
import { ReferralAnswerPages } from './referrals/referral-answer.pages.js';
import { ReferralExport } from './referrals/referral-export.js';
import { ReferralHandoverPages } from './referrals/referral-handover.pages.js';
import { ReferralHistory } from './referrals/referral-history.js';
import { ReferralList } from './referrals/referral-list.queries.js';
import { ReferralStep } from './referrals/referral-step.js';
import { KnownRecords } from './referrals/referral.api-record.js';
import { ReferralApiViews } from './referrals/referral.api-views.js';
import { ReferralApi } from './referrals/referral.api.js';
import { ReferralPages } from './referrals/referral.pages.js';
import { ReferralViews } from './referrals/referral.views.js';
import { ReferringPages } from './referrals/referring.pages.js';
import { Referring } from './referrals/referring.service.js';
import { Submitting } from './needs/submitting.service.js';
import { VerificationPages } from './verification/verification.pages.js';
import { Verification } from './verification/verification.service.js';
import { Withdrawing } from './needs/withdrawing.service.js';

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
  ProductCapacity,
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
  StageMoves,
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
