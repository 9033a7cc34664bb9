import { ImportJob, ImportRow } from './directory/imports/import-job.entity.js';
import { InstitutionProfile } from './directory/institution-profile.entity.js';
import { OrganisationSearchText1770000002700 } from './directory/migrations/1770000002700-organisation-search-text.migration.js';
import { DirectoryTables1770000000700 } from './directory/migrations/1770000000700-directory-tables.migration.js';
import { ImportTables1770000001100 } from './directory/migrations/1770000001100-import-tables.migration.js';
import {
  EnterpriseProfile,
  EnterpriseQualification,
  EnterpriseYear,
  FactSource,
} from './directory/profile/profile.entity.js';
import { ZoneSetting } from './directory/zone-settings.js';
import { Disbursement, FinancingReferral, Quote, QuoteFee, Signing } from './domains/financing/deals/deal.entity.js';
import { AssignmentRow, AssignmentRun } from './domains/financing/managers/assignment.entity.js';
import { ClientManager, ManagerProduct } from './domains/financing/managers/client-manager.entity.js';
import { FinancingTables1770000000900 } from './domains/financing/migrations/1770000000900-financing-tables.migration.js';
import { NeedReceiverTable1770000001200 } from './domains/financing/migrations/1770000001200-need-receiver-table.migration.js';
import { ClientManagerTables1770000003700 } from './domains/financing/migrations/1770000003700-client-manager-tables.migration.js';
import { LastPayout1770000001800 } from './domains/financing/migrations/1770000001800-last-payout.migration.js';
import { ReferralPaperTable1770000002600 } from './domains/financing/migrations/1770000002600-referral-paper-table.migration.js';
import { FinancingNeed, NeedReceiver } from './domains/financing/needs/need.entity.js';
import { LoanProduct, Tier } from './domains/financing/products/product.entity.js';
import { ReferralPaper } from './domains/financing/referrals/referral-paper.entity.js';
import { ClassAnswer, OrderClass, TalentReferral } from './domains/talent/classes/class.entity.js';
import {
  Campus,
  CollegeProfile,
  PoolInterest,
  Programme,
  ProgrammeNearMajor,
} from './domains/talent/colleges/college.entity.js';
import { TalentDemand, TalentDemandMajor, UnlawfulCondition } from './domains/talent/demands/demand.entity.js';
import { TalentTables1770000002100 } from './domains/talent/migrations/1770000002100-talent-tables.migration.js';
import { WiderUrgency1770000002900 } from './domains/talent/migrations/1770000002900-wider-urgency.migration.js';
import { DemandOccupation1770000003800 } from './domains/talent/migrations/1770000003800-demand-occupation.migration.js';
import { ClassRescueColumns1770000003100 } from './domains/talent/migrations/1770000003100-class-rescue-columns.migration.js';
import { ClassRecord1770000002400 } from './domains/talent/migrations/1770000002400-class-record.migration.js';
import { ClassPlan, PlanClass, PlanGap, PlanPin, PlanRun, PlanSeat } from './domains/talent/plans/plan.entity.js';
import {
  AgreementClause,
  AgreementFlag,
  AgreementParty,
  ClassAgreement,
} from './domains/talent/record/agreement.entity.js';
import { CourseModule } from './domains/talent/record/course-module.entity.js';
import { ClassMilestone } from './domains/talent/record/milestone.entity.js';
import { Placement } from './domains/talent/record/placement.entity.js';
import { DemandLabel } from './matchmaking/demand-label.entity.js';
import { Demand } from './matchmaking/demand.entity.js';
import { Candidate, Gap, MatchRun } from './matchmaking/match-run.entity.js';
import { MatchmakingTables1770000000800 } from './matchmaking/migrations/1770000000800-matchmaking-tables.migration.js';
import { OfferDeadline1770000002000 } from './matchmaking/migrations/1770000002000-offer-deadline.migration.js';
import { ConsentPaper1770000001300 } from './matchmaking/migrations/1770000001300-consent-paper.migration.js';
import { DemandLabelTable1770000002800 } from './matchmaking/migrations/1770000002800-demand-label-table.migration.js';
import { DraftKey1770000001900 } from './matchmaking/migrations/1770000001900-draft-key.migration.js';
import { CriterionRow, Offer } from './matchmaking/offer.entity.js';
import { CaseNote, Consent, Deadline, Referral, ResponseRow } from './matchmaking/referral.entity.js';
import { FindingRow, VerificationRow } from './matchmaking/verification.entity.js';
import { AuditEntry } from './platform/audit/audit-entry.entity.js';
import { AuditHead } from './platform/audit/audit-head.entity.js';
import { AuditTables1770000000200 } from './platform/audit/migrations/1770000000200-audit-tables.migration.js';
import { CalendarYearRow } from './platform/calendar/calendar-year.entity.js';
import type { Schema } from './platform/database/open.js';
import { ExportJob } from './platform/exports/export-job.entity.js';
import { FileTable1770000000500 } from './platform/files/migrations/1770000000500-file-table.migration.js';
import { StoredFile } from './platform/files/stored-file.entity.js';
import { Doors1770000002300 } from './platform/identity/migrations/1770000002300-doors.migration.js';
import { KnownDevice } from './platform/identity/known-device.entity.js';
import { ThrottleCount } from './platform/identity/throttle-count.entity.js';
import { IdempotencyKey } from './platform/idempotency/idempotency-key.entity.js';
import { IdempotencyTable1770000001700 } from './platform/idempotency/migrations/1770000001700-idempotency-table.migration.js';
import { IdentityTables1770000000600 } from './platform/identity/migrations/1770000000600-identity-tables.migration.js';
import { AccountColumns1770000001500 } from './platform/identity/migrations/1770000001500-account-columns.migration.js';
import { Organisation } from './platform/identity/organisation.entity.js';
import {
  Membership,
  OneTimeToken,
  Registration,
  Session,
  SignInAttempt,
  User,
} from './platform/identity/user.entity.js';
import { Delivery } from './platform/notifications/delivery.entity.js';
import { MailSuppression } from './platform/notifications/mail-suppression.entity.js';
import { NoticeTables1770000000300 } from './platform/notifications/migrations/1770000000300-notice-tables.migration.js';
import { Notice } from './platform/notifications/notice.entity.js';
import { OutboxTables1770000000100 } from './platform/outbox/migrations/1770000000100-outbox-tables.migration.js';
import { OutboxDone } from './platform/outbox/outbox-done.entity.js';
import { OutboxEvent } from './platform/outbox/outbox-event.entity.js';
import { SavedViewTables1770000002050 } from './platform/saved-views/migrations/1770000002050-saved-view-tables.migration.js';
import { SavedView, SavedViewDefault } from './platform/saved-views/saved-view.entity.js';
import { JobSlot } from './platform/scheduling/job-slot.entity.js';
import { SchedulingTables1770000000400 } from './platform/scheduling/migrations/1770000000400-scheduling-tables.migration.js';
import { DeskTables1770000001600 } from './web/migrations/1770000001600-desk-tables.migration.js';
import { Welcome } from './web/work/welcome.entity.js';

/** Every table, and every migration in the order in which it runs. Two branches that both add a line conflict here. */
export const schema: Schema = {
  entities: [
    OutboxEvent,
    OutboxDone,
    AuditEntry,
    AuditHead,
    Notice,
    Delivery,
    MailSuppression,
    JobSlot,
    StoredFile,
    Organisation,
    User,
    SignInAttempt,
    ThrottleCount,
    KnownDevice,
    Membership,
    Session,
    OneTimeToken,
    Registration,
    CalendarYearRow,
    ZoneSetting,
    EnterpriseProfile,
    EnterpriseYear,
    EnterpriseQualification,
    FactSource,
    InstitutionProfile,
    ImportJob,
    ImportRow,
    Demand,
    Offer,
    CriterionRow,
    MatchRun,
    Candidate,
    Gap,
    Referral,
    ResponseRow,
    Consent,
    Deadline,
    CaseNote,
    DemandLabel,
    FinancingNeed,
    FindingRow,
    VerificationRow,
    NeedReceiver,
    LoanProduct,
    Tier,
    FinancingReferral,
    ReferralPaper,
    Quote,
    QuoteFee,
    Signing,
    Disbursement,
    ClientManager,
    ManagerProduct,
    AssignmentRun,
    AssignmentRow,
    TalentDemand,
    TalentDemandMajor,
    UnlawfulCondition,
    CollegeProfile,
    Campus,
    Programme,
    ProgrammeNearMajor,
    PoolInterest,
    ClassPlan,
    PlanPin,
    PlanRun,
    PlanClass,
    PlanSeat,
    PlanGap,
    OrderClass,
    ClassAnswer,
    TalentReferral,
    ClassAgreement,
    AgreementClause,
    AgreementFlag,
    AgreementParty,
    CourseModule,
    ClassMilestone,
    Placement,
    IdempotencyKey,
    ExportJob,
    Welcome,
    SavedView,
    SavedViewDefault,
  ],
  migrations: [
    OutboxTables1770000000100,
    AuditTables1770000000200,
    NoticeTables1770000000300,
    SchedulingTables1770000000400,
    FileTable1770000000500,
    IdentityTables1770000000600,
    DirectoryTables1770000000700,
    MatchmakingTables1770000000800,
    FinancingTables1770000000900,
    ConsentPaper1770000001300,
    IdempotencyTable1770000001700,
    AccountColumns1770000001500,
    NeedReceiverTable1770000001200,
    DeskTables1770000001600,
    LastPayout1770000001800,
    DraftKey1770000001900,
    ImportTables1770000001100,
    OfferDeadline1770000002000,
    SavedViewTables1770000002050,
    TalentTables1770000002100,
    Doors1770000002300,
    ClassRecord1770000002400,
    ReferralPaperTable1770000002600,
    OrganisationSearchText1770000002700,
    DemandLabelTable1770000002800,
    WiderUrgency1770000002900,
    ClassRescueColumns1770000003100,
    ClientManagerTables1770000003700,
    DemandOccupation1770000003800,
  ],
};
