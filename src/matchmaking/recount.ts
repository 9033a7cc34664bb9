import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CALENDAR_CHANGED, CalendarYears } from '../platform/calendar/calendar-years.service.js';
import { Outbox } from '../platform/outbox/outbox.service.js';
import { Deadlines } from './deadlines.js';

/** Counts open deadlines again when a year of the working calendar was entered or corrected. */
@Injectable()
export class Recount implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly years: CalendarYears,
    private readonly deadlines: Deadlines,
  ) {}

  onModuleInit(): void {
    this.outbox.on(CALENDAR_CHANGED, 'recount-deadlines', async () => {
      await this.years.refresh();
      await this.deadlines.recount();
    });
  }
}
