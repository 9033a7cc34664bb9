import { Module } from '@nestjs/common';
import { AllowancePages } from './allowance.pages.js';
import { DemandExport } from './demand-export.js';
import { DemandWriter } from './imports/demand-writer.js';
import { DemandImport } from './imports/demands.kind.js';
import { DemandList } from './demand-list.query.js';
import { DemandListPages } from './demand-list.pages.js';
import { DemandMatchPages } from './demand-match.pages.js';
import { DemandPages } from './demand.pages.js';
import { DemandVerificationPages } from './demand-verification.pages.js';
import { DemandViews } from './demand.views.js';
import { PostAnswers } from './post-answers.js';
import { PostFilingPages } from './post-filing.pages.js';
import { PostFormPages } from './post-form.pages.js';
import { PostFormViews } from './post-form.views.js';
import { TalentWords } from './talent-words.js';
import { ClassCatalogue } from './class-catalogue.js';
import { TalentExpiry } from './talent-expiry.service.js';
import { DemandFiling } from './demand-filing.service.js';
import { DemandSubmitting } from './demand-submitting.service.js';
import { DemandVerification } from './demand-verification.service.js';
import { DemandWithdrawing } from './demand-withdrawing.service.js';
import { Demands } from './demands.service.js';
import { TalentMatching } from './talent-matching.service.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';
import { ClassApi } from './class.api.js';
import { ClassApiViews } from './class.api-views.js';
import { DemandApi } from './demand.api.js';
import { DemandApiViews } from './demand.api-views.js';
import { PlanApi } from './plan.api.js';
import { PlanApiViews } from './plan.api-views.js';
import { ClassAnswerPages } from './class-answer.pages.js';
import { ClassAnswering } from './class-answering.service.js';
import { ClassClocks } from './class-clocks.js';
import { ClassJoining } from './class-joining.service.js';
import { ClassLeaving } from './class-leaving.js';
import { ClassMembers } from './class-members.js';
import { ClassPages } from './class.pages.js';
import { ClassQueries } from './class.queries.js';
import { ClassRescueApi } from './class-rescue.api.js';
import { ClassRescuePages } from './class-rescue.pages.js';
import { ClassRescue } from './class-rescue.service.js';
import { ClassRescueView } from './class-rescue.views.js';
import { ClassSmaller } from './class-smaller.service.js';
import { ClassSettling } from './class-settling.js';
import { ClassShrinking } from './class-shrinking.service.js';
import { ClassViews } from './class.views.js';
import { ClassVoice } from './class-voice.js';
import { CollegesModule } from './colleges.module.js';
import { DemandStanding } from './demand-standing.js';
import { OrderClasses } from './order-classes.js';
import { DemandLabelPages } from './demand-label.pages.js';
import { PoolApi } from './pool.api.js';
import { PoolApiViews } from './pool.api-views.js';
import { PlacementTotalsExport } from './record/placement-totals.export.js';
import { PlacementTotalsPages } from './record/placement-totals.pages.js';
import { PlacementTotals } from './record/placement-totals.query.js';
import { PoolInterests } from './pool-interests.service.js';
import { PoolPages } from './pool.pages.js';
import { PoolQueries } from './pool.queries.js';
import { PoolRound } from './pool-round.js';
import { PoolViews } from './pool.views.js';
import { PlanExport } from './plan-export.js';
import { PlanInputs } from './plan-inputs.js';
import { PlanPages } from './plan.pages.js';
import { PlanRunner } from './plan-runner.js';
import { PlanSolving } from './plan-solving.js';
import { PlanQueries } from './plan.queries.js';
import { PlanViews } from './plan.views.js';
import { Plans } from './plans.service.js';
import { Publishing } from './publishing.service.js';
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
import { SeatConfirming } from './seat-confirming.service.js';
import { Seats } from './seats.js';

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
  PostAnswers,
  PostFormViews,
  TalentExpiry,
  TalentMatching,
  TalentWords,
  UnlawfulConditions,
  ClassAnswering,
  ClassApiViews,
  ClassClocks,
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
