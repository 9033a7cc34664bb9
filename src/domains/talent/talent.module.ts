import { Module } from '@nestjs/common';
import { AllowancePages } from './demands/allowance.pages.js';
import { DemandExport } from './demands/demand-export.js';
import { DemandWriter } from './imports/demand-writer.js';
import { DemandImport } from './imports/demands.kind.js';
import { DemandList } from './demands/demand-list.query.js';
import { DemandListPages } from './demands/demand-list.pages.js';
import { DemandMatchPages } from './matching/demand-match.pages.js';
import { DemandNotePages } from './demands/demand-note.pages.js';
import { DemandPages } from './demands/demand.pages.js';
import { DemandVerificationPages } from './demands/demand-verification.pages.js';
import { DemandViews } from './demands/demand.views.js';
import { PostAnswers } from './demands/post-answers.js';
import { PostFilingPages } from './demands/post-filing.pages.js';
import { PostFormPages } from './demands/post-form.pages.js';
import { PostFormViews } from './demands/post-form.views.js';
import { TalentWords } from './matching/talent-words.js';
import { ClassCatalogue } from './classes/class-catalogue.js';
import { TalentExpiry } from './demands/talent-expiry.service.js';
import { DemandFiling } from './demands/demand-filing.service.js';
import { DemandSubmitting } from './demands/demand-submitting.service.js';
import { ExpiryDays } from './demands/expiry-days.js';
import { IdleDrafts } from './demands/idle-drafts.js';
import { DemandVerification } from './demands/demand-verification.service.js';
import { DemandWithdrawing } from './demands/demand-withdrawing.service.js';
import { Demands } from './demands/demands.service.js';
import { TalentMatching } from './matching/talent-matching.service.js';
import { UnlawfulConditions } from './demands/unlawful-conditions.service.js';
import { ClassApi } from './classes/class.api.js';
import { ClassApiViews } from './classes/class.api-views.js';
import { DemandApi } from './demands/demand.api.js';
import { DemandApiViews } from './demands/demand.api-views.js';
import { PlanApi } from './plans/plan.api.js';
import { PlanApiViews } from './plans/plan.api-views.js';
import { ClassAnswerPages } from './classes/class-answer.pages.js';
import { ClassAnswering } from './classes/class-answering.service.js';
import { ClassClocks } from './classes/class-clocks.js';
import { ClassJoining } from './classes/class-joining.service.js';
import { ClassContactPages } from './classes/class-contact.pages.js';
import { ClassContacts } from './classes/class-contacts.js';
import { ClassLeaving } from './classes/class-leaving.js';
import { ClassMembers } from './classes/class-members.js';
import { ClassPages } from './classes/class.pages.js';
import { ClassQueries } from './classes/class.queries.js';
import { ClassRescueApi } from './classes/class-rescue.api.js';
import { ClassRescuePages } from './classes/class-rescue.pages.js';
import { ClassRescue } from './classes/class-rescue.service.js';
import { ClassRescueView } from './classes/class-rescue.views.js';
import { ClassSmaller } from './classes/class-smaller.service.js';
import { ClassSettling } from './classes/class-settling.js';
import { ClassShrinking } from './classes/class-shrinking.service.js';
import { ClassViews } from './classes/class.views.js';
import { ClassVoice } from './classes/class-voice.js';
import { CollegesModule } from './colleges.module.js';
import { DemandStanding } from './demands/demand-standing.js';
import { OrderClasses } from './classes/order-classes.js';
import { DemandLabelPages } from './demands/demand-label.pages.js';
import { PoolApi } from './pool/pool.api.js';
import { PoolApiViews } from './pool/pool.api-views.js';
import { PlacementTotalsExport } from './record/placement-totals.export.js';
import { PlacementTotalsPages } from './record/placement-totals.pages.js';
import { PlacementTotals } from './record/placement-totals.query.js';
import { PoolInterests } from './pool/pool-interests.service.js';
import { PoolPages } from './pool/pool.pages.js';
import { PoolQueries } from './pool/pool.queries.js';
import { PoolRound } from './pool/pool-round.js';
import { PoolViews } from './pool/pool.views.js';
import { PlanExport } from './plans/plan-export.js';
import { PlanInputs } from './plans/plan-inputs.js';
import { PlanPages } from './plans/plan.pages.js';
import { PlanRunner } from './plans/plan-runner.js';
import { PlanSolving } from './plans/plan-solving.js';
import { PlanPins } from './plans/plan-pins.js';
import { PlanQueries } from './plans/plan.queries.js';
import { PlanViews } from './plans/plan.views.js';
import { Plans } from './plans/plans.service.js';
import { Publishing } from './classes/publishing.service.js';
import { AgreementClocks } from './record/agreement-clocks.js';
import { AgreementPages } from './record/agreement.pages.js';
import { AgreementPapers } from './record/agreement-papers.js';
import { AgreementStepPages } from './record/agreement-step.pages.js';
import { AgreementViews } from './record/agreement.views.js';
import { Agreements } from './record/agreements.service.js';
import { CalendarPages } from './record/calendar.pages.js';
import { ClassAgenda } from './record/class-agenda.js';
import { ClassMoving } from './record/class-moving.service.js';
import { ClassProfilePages } from './record/class-profile.pages.js';
import { ClassProfiles } from './record/class-profiles.service.js';
import { ClassRecord } from './record/class-record.js';
import { ClassStepPages } from './record/class-steps.pages.js';
import { CourseModules } from './record/course-modules.service.js';
import { MilestoneClocks } from './record/milestone-clocks.js';
import { Milestones } from './record/milestones.service.js';
import { ModulePages } from './record/module.pages.js';
import { ModuleViews } from './record/module.views.js';
import { PlacementOutcome } from './record/placement-outcome.js';
import { PlacementPages } from './record/placement.pages.js';
import { PlacementViews } from './record/placement.views.js';
import { Placements } from './record/placements.service.js';
import { ProposalPages } from './record/proposal.pages.js';
import { ProposalViews } from './record/proposal.views.js';
import { RecordHead } from './record/record-head.js';
import { Signing } from './record/signing.service.js';
import { WantedSkills } from './record/wanted-skills.query.js';
import { SeatConfirming } from './classes/seat-confirming.service.js';
import { Seats } from './classes/seats.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  ClassCatalogue,
  DemandApiViews,
  DemandExport,
  DemandFiling,
  DemandImport,
  DemandList,
  DemandSubmitting,
  DemandVerification,
  DemandViews,
  DemandWithdrawing,
  DemandWriter,
  Demands,
  ExpiryDays,
  IdleDrafts,
  PostAnswers,
  PostFormViews,
  TalentExpiry,
  TalentMatching,
  TalentWords,
  UnlawfulConditions,
  ClassAnswering,
  ClassApiViews,
  ClassClocks,
  ClassContacts,
  ClassJoining,
  ClassLeaving,
  ClassMembers,
  ClassQueries,
  ClassRescue,
  ClassRescueView,
  ClassSettling,
  ClassSmaller,
  ClassShrinking,
  ClassViews,
  ClassVoice,
  DemandStanding,
  OrderClasses,
  PlanApiViews,
  PlanExport,
  PlacementTotalsExport,
  PlanInputs,
  PlanPins,
  PlanQueries,
  PlanRunner,
  PlanSolving,
  PlanViews,
  Plans,
  PoolApiViews,
  PoolInterests,
  PoolQueries,
  PoolRound,
  PoolViews,
  Publishing,
  AgreementClocks,
  AgreementPapers,
  AgreementViews,
  Agreements,
  ClassAgenda,
  ClassMoving,
  ClassProfiles,
  ClassRecord,
  CourseModules,
  MilestoneClocks,
  Milestones,
  ModuleViews,
  PlacementOutcome,
  PlacementTotals,
  PlacementViews,
  Placements,
  ProposalViews,
  RecordHead,
  Signing,
  WantedSkills,
  SeatConfirming,
  Seats,
];

// prettier-ignore
const controllers = [
  AllowancePages,
  ClassAnswerPages,
  ClassApi,
  ClassContactPages,
  ClassPages,
  ClassRescueApi,
  ClassRescuePages,
  DemandApi,
  AgreementPages,
  AgreementStepPages,
  CalendarPages,
  ClassProfilePages,
  ClassStepPages,
  ModulePages,
  PlacementPages,
  PlacementTotalsPages,
  ProposalPages,
  DemandLabelPages,
  DemandListPages,
  DemandMatchPages,
  DemandNotePages,
  DemandPages,
  DemandVerificationPages,
  PlanApi,
  PlanPages,
  PoolApi,
  PoolPages,
  PostFilingPages,
  PostFormPages,
];

@Module({ imports: [CollegesModule], controllers, providers: services, exports: [...services, CollegesModule] })
export class TalentModule {}
