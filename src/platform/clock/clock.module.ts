import { Global, Module } from '@nestjs/common';
import { BusinessClock } from './business-clock.js';
import { LeaseClock } from './lease-clock.js';

@Global()
@Module({ providers: [BusinessClock, LeaseClock], exports: [BusinessClock, LeaseClock] })
export class ClockModule {}
