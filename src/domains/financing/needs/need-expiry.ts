import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { Day } from '../../../kernel/day.js';
import { ZoneSettings } from '../../../directory/zone-settings.js';
import { DemandExpiry, type ExpiryLine } from '../../../matchmaking/demand-expiry.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { EndedQuotes } from '../deals/ended-quotes.js';

/** Days a need stands, and the day its owner is asked whether it still holds, until the zone sets its own. */
export const EXPIRY = { days: 90, reminderOn: 75 } as const;
export const expirySettings = { days: 'expiry.financing', reminderOn: 'expiry.financing.reminder' } as const;

/** A need stands for 90 days, or as long as the zone sets; near the end its owner is asked. */
@Injectable()
export class NeedExpiry implements OnModuleInit {
  constructor(
    private readonly expiry: DemandExpiry,
    private readonly zone: ZoneSettings,
    private readonly scheduler: Scheduler,
    private readonly quotes: EndedQuotes,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('financing.need-expiry', 'daily 07:00', async () => {
      await this.remind();
      await this.expire();
    });
  }

  async days(): Promise<number> {
    return this.zone.number(expirySettings.days, EXPIRY.days);
  }

  async remind(): Promise<number> {
    return this.expiry.remind(await this.line());
  }

  async expire(): Promise<number> {
    return this.expiry.expire(await this.line());
  }

  async renew(actor: Actor, id: string): Promise<Day> {
    return this.expiry.renew(actor, id, await this.line());
  }

  private async line(): Promise<ExpiryLine> {
    const days = await this.days();
    return {
      domain: 'financing',
      days: () => days,
      askBefore: days - (await this.zone.number(expirySettings.reminderOn, EXPIRY.reminderOn)),
      notices: { ask: 'need-near-expiry', expired: 'need-expired' },
      ended: (demandId) => this.quotes.clear(demandId, 'expired'),
    };
  }
}
