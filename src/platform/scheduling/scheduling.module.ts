import { Global, Module } from '@nestjs/common';
import { Background } from './background.service.js';
import { Scheduler, SchedulerSettings } from './scheduler.service.js';

@Global()
@Module({
  providers: [Scheduler, Background, { provide: SchedulerSettings, useFactory: () => new SchedulerSettings() }],
  exports: [Scheduler, Background],
})
export class SchedulingModule {}
