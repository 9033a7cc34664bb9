import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor, type Actor } from '../../kernel/actor.js';
import { addDays, type Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { ZoneSettings } from '../../directory/zone-settings.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Notices } from '../../platform/notifications/notices.service.js';
import { Scheduler } from '../../platform/scheduling/scheduler.service.js';
import { EndedQuotes } from './ended-quotes.js';
import { Needs } from './needs.service.js';

/** Days a need stands, and the day its owner is asked whether it still holds. Settings of the zone. */
export const EXPIRY = { days: 90, reminderOn: 75 } as const;
/** States that wait for something to happen; once a quote was chosen a need no longer expires. */
const EXPIRING = ['submitted', 'returned', 'listed', 'engaged'] as const;
const EXPIRING_SQL = `d.domain = 'financing' AND d.state IN (${EXPIRING.map((state) => `'${state}'`).join()})`;

/** A need stands for 90 days; near the end its owner is asked, and may renew it with one click (decisions: Expiry). */
@Injectable()
export class NeedExpiry implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly zone: ZoneSettings,
    private readonly scheduler: Scheduler,
    private readonly needs: Needs,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly quotes: EndedQuotes,
    private readonly voice: CaseVoice,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('financing.need-expiry', 'daily 07:00', async () => {
      await this.remind();
      await this.expire();
    });
  }

  private async days(): Promise<number> {
    return this.zone.number('expiry.financing', EXPIRY.days);
  }

  /** Asks the owners of needs that end soon, once for each end. @returns how many people were told now */
  async remind(): Promise<number> {
    const reminderOn = await this.zone.number('expiry.financing.reminder', EXPIRY.reminderOn);
    const today = this.clock.today();
    const soon = await this.db.select<{ id: string }>(
      `SELECT d.id FROM demand d WHERE ${EXPIRING_SQL} AND d.expiresOn >= ? AND d.expiresOn <= ?`,
      [today, addDays(today, (await this.days()) - reminderOn)],
    );
    let told = 0;
    for (const { id } of soon) told += await this.db.transaction(() => this.ask(id));
    return told;
  }

  private async ask(id: string): Promise<number> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id });
    return this.notices.tell({
      kind: 'need-near-expiry',
      to: { organisationId: demand.organisationId, permission: 'financing.need.edit' },
      about: { type: 'demand', id, href: `/financing/needs/${id}/renewal` },
      params: { number: demand.number ?? '', expiresOn: demand.expiresOn ?? '' },
      eventKey: `need-near-expiry:${id}:${demand.expiresOn}`,
      demandId: id,
    });
  }

  /** Closes what has run out; referrals still open end with it, and both sides are told. @returns how many */
  async expire(): Promise<number> {
    const over = await this.db.select<{ id: string }>(
      `SELECT d.id FROM demand d WHERE ${EXPIRING_SQL} AND d.expiresOn < ?`,
      [this.clock.today()],
    );
    let closed = 0;
    for (const { id } of over) if (await this.tryClose(id)) closed++;
    return closed;
  }

  /** Somebody who acts on it at this very moment comes first; what is still over tomorrow is closed then. */
  private async tryClose(id: string): Promise<boolean> {
    try {
      return await this.db.transaction(() => this.close(id));
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  private async close(id: string): Promise<boolean> {
    const demand = await this.lifecycle.hold(id);
    // Renewed, chosen or withdrawn since it was listed for closing.
    if (!isExpiring(demand) || (demand.expiresOn ?? '') >= this.clock.today()) return false;
    await this.lifecycle.demand(systemActor, demand, 'close', { outcome: 'expired' });
    for (const referral of await this.referrals.openOf(id))
      await this.referrals.end(systemActor, demand, referral, 'not-choose', 'need-expired');
    await this.quotes.clear(id, 'expired');
    await this.deadlines.finishAll({ demandId: id });
    await this.voice.enterprise(demand, 'need-expired');
    await this.voice.officer(demand, 'need-expired');
    return true;
  }

  /** One click: the need stands for the full time again, counted from today. @throws Problem `state-changed` */
  async renew(actor: Actor, id: string): Promise<Day> {
    const { demand } = await this.needs.require(actor, id);
    if (!isExpiring(demand)) throw new Problem('state-changed', { state: demand.state });
    const expiresOn = addDays(this.clock.today(), await this.days());
    await this.db.transaction(async () => {
      const before = { expiresOn: demand.expiresOn };
      if (!(await this.db.transition(Demand, id, [demand.state], { state: demand.state, expiresOn })))
        throw new Problem('state-changed', { state: demand.state });
      await this.audit.record(actor, { action: 'demand.renew', type: 'demand', id, before, after: { expiresOn } });
    });
    return expiresOn;
  }
}

export const isExpiring = ({ state }: Demand): boolean => (EXPIRING as readonly string[]).includes(state);
