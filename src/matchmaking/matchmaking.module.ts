import { Global, Module } from '@nestjs/common';
import { AnswerTimes } from './answer-times.js';
import { CaseNotes } from './case-notes.js';
import { Consents } from './consents.js';
import { DeadlineTicks } from './deadline-ticks.js';
import { DeadlineVoice } from './deadline-voice.js';
import { DeadlineLimits } from './deadline-limits.js';
import { Deadlines } from './deadlines.js';
import { Lifecycle } from './lifecycle.service.js';
import { Recount } from './recount.js';
import { Referrals } from './referrals.js';
import { Shelf } from './shelf.js';
import { Visibility } from './visibility.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  AnswerTimes,
  CaseNotes,
  Consents,
  DeadlineLimits,
  DeadlineTicks,
  DeadlineVoice,
  Deadlines,
  Lifecycle,
  Recount,
  Referrals,
  Shelf,
  Visibility,
];

@Global()
@Module({ providers: services, exports: services })
export class MatchmakingModule {}
