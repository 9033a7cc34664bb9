import { Global, Module } from '@nestjs/common';
import { AnswerTimes } from './answer-times.js';
import { Consents } from './consents.js';
import { DeadlineLimits } from './deadline-limits.js';
import { Deadlines } from './deadlines.js';
import { Lifecycle } from './lifecycle.service.js';
import { Recount } from './recount.js';
import { Referrals } from './referrals.js';
import { Visibility } from './visibility.js';

const services = [Lifecycle, Visibility, Consents, DeadlineLimits, Deadlines, Referrals, AnswerTimes];

@Global()
@Module({ providers: [...services, Recount], exports: services })
export class MatchmakingModule {}
