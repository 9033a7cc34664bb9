import { Injectable } from '@nestjs/common';
import { ZoneSettings } from '../../../directory/zone-settings.js';

/** Days of a listed demand (T12): reminders when nobody moves, an officer's call, its end. */
export interface DemandDays {
  readonly end: number;
  readonly firstReminder: number;
  readonly secondReminder: number;
  readonly call: number;
}

/** What stands until the zone sets its own; `demandDaySettings` are their keys. */
export const defaultDemandDays: DemandDays = { end: 84, firstReminder: 7, secondReminder: 42, call: 14 };

export const demandDaySettings: Readonly<Record<keyof DemandDays, string>> = {
  end: 'expiry.talent',
  firstReminder: 'expiry.talent.reminder',
  secondReminder: 'expiry.talent.second-reminder',
  call: 'expiry.talent.call',
};

@Injectable()
export class ExpiryDays {
  constructor(private readonly zone: ZoneSettings) {}

  async of(day: keyof DemandDays): Promise<number> {
    return this.zone.number(demandDaySettings[day], defaultDemandDays[day]);
  }
}
