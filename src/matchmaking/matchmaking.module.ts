import { Global, Module } from '@nestjs/common';
import { AnswerTimes } from './answer-times.js';
import { CaseNoteViews } from './case-note.views.js';
import { CaseNotes } from './case-notes.js';
import { CasePeople } from './case-people.js';
import { CaseVoice } from './case-voice.js';
import { Colleagues } from './colleagues.js';
import { CompiledShelves } from './compiled-shelves.js';
import { ConsentQueries } from './consent.queries.js';
import { Consenting } from './consenting.js';
import { Consents } from './consents.js';
import { DeadlineCases } from './deadline-cases.js';
import { DeadlineLimits } from './deadline-limits.js';
import { DeadlineTicks } from './deadline-ticks.js';
import { DeadlineVoice } from './deadline-voice.js';
import { Deadlines } from './deadlines.js';
import { DemandBulk } from './demand-bulk.js';
import { DemandExpiry } from './demand-expiry.js';
import { DemandHandover } from './demand-handover.js';
import { DemandLabels } from './demand-labels.js';
import { DemandSubmission } from './demand-submission.js';
import { DemandTimeline } from './demand-timeline.js';
import { DemandWithdrawal } from './demand-withdrawal.js';
import { Drafts } from './drafts.js';
import { ImportedDemands } from './imported-demands.js';
import { Lifecycle } from './lifecycle.service.js';
import { OfferCapacity } from './offer-capacity.js';
import { MatchRuns } from './match-runs.js';
import { Recount } from './recount.js';
import { ReferralAnswers } from './referral-answers.js';
import { ReferralHandover } from './referral-handover.js';
import { ReferralTurn } from './referral-turn.js';
import { Referrals } from './referrals.js';
import { Rematch } from './rematch.js';
import { Reminding } from './reminding.js';
import { Responses } from './responses.js';
import { Shelf } from './shelf.js';
import { Verifications } from './verifications.js';
import { Visibility } from './visibility.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  AnswerTimes,
  CaseNoteViews,
  CaseNotes,
  CasePeople,
  CaseVoice,
  Colleagues,
  CompiledShelves,
  ConsentQueries,
  Consenting,
  Consents,
  DeadlineCases,
  DeadlineLimits,
  DeadlineTicks,
  DeadlineVoice,
  Deadlines,
  DemandBulk,
  DemandExpiry,
  DemandHandover,
  DemandLabels,
  DemandSubmission,
  DemandTimeline,
  DemandWithdrawal,
  Drafts,
  ImportedDemands,
  Lifecycle,
  OfferCapacity,
  MatchRuns,
  Recount,
  ReferralAnswers,
  ReferralHandover,
  ReferralTurn,
  Referrals,
  Rematch,
  Reminding,
  Responses,
  Shelf,
  Verifications,
  Visibility,
];

@Global()
@Module({ providers: services, exports: services })
export class MatchmakingModule {}
