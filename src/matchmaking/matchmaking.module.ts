import { Global, Module } from '@nestjs/common';
import { Calendar } from '../platform/calendar/calendar.js';
import './matchmaking.notices.js';
import { AnswerTimes } from './answer-times.js';
import { Consents } from './consents.js';
import { DeadlineTicks } from './deadline-ticks.js';
import { DeadlineVoice } from './deadline-voice.js';
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
  DeadlineVoice,
  DeadlineTicks,
];

@Global()
@Module({ providers: services, exports: services })
export class MatchmakingModule {}
