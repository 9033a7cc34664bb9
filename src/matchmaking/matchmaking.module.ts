import { Global, Module } from '@nestjs/common';
import { Calendar } from '../platform/calendar/calendar.js';
import './matchmaking.notices.js';
import { AnswerTimes } from './answer-times.js';
import { CaseNotes } from './case-notes.js';
import { Consents } from './consents.js';
import { DeadlineLimits } from './deadline-limits.js';
import { Deadlines } from './deadlines.js';
import { Lifecycle } from './lifecycle.service.js';
import { Referrals } from './referrals.js';
import { Visibility } from './visibility.js';

const services = [
  Calendar,
  Lifecycle,
  Visibility,
  Consents,
  DeadlineLimits,
  Deadlines,
  Referrals,
  AnswerTimes,
  CaseNotes,
];

@Global()
@Module({ providers: services, exports: services })
export class MatchmakingModule {}
