import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';

/** Deadlines, stamps and ages. It can travel in tests and in the demo, and goes on ticking from where it was put. */
@Injectable()
export class BusinessClock {
  private offsetMs = 0;
  private readonly days: Intl.DateTimeFormat;

  constructor(settings: Settings) {
    // The Swedish form of a date is YYYY-MM-DD.
    this.days = new Intl.DateTimeFormat('sv-SE', { timeZone: settings.businessZone, dateStyle: 'short' });
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** The calendar day in the business time zone. */
  today(): string {
    return this.dayOf(this.now());
  }

  /** The calendar day, in the business time zone, on which the instant falls. */
  dayOf(instant: Date): string {
    return this.days.format(instant);
  }

  travelTo(instant: Date): void {
    this.offsetMs = instant.getTime() - Date.now();
  }

  resume(): void {
    this.offsetMs = 0;
  }
}
