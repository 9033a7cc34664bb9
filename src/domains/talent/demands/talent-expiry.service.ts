import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { DemandExpiry } from '../../../matchmaking/demand-expiry.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { demandHref, demandPermission } from '../../../matchmaking/domains.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { ClassLeaving } from '../classes/class-leaving.js';
import { TalentDemand } from './demand.entity.js';
import { DemandFiling } from './demand-filing.service.js';
import { DemandSubmitting } from './demand-submitting.service.js';
import { Demands } from './demands.service.js';
import { defaultDemandDays, ExpiryDays } from './expiry-days.js';
import { PoolInterests } from '../pool/pool-interests.service.js';

/**
 * The clocks of a demand (T12), on the days that the zone sets: listed and unmoved it is spoken of on day 7 and 42, its
 * officer calls on day 14, and on day 84 it ends, also when a college was interested and nothing came of it. Renewing
 * makes a new demand linked to it.
 */
@Injectable()
export class TalentExpiry implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly days: ExpiryDays,
    private readonly scheduler: Scheduler,
    private readonly demands: Demands,
    private readonly filing: DemandFiling,
    private readonly submitting: DemandSubmitting,
    private readonly expiry: DemandExpiry,
    private readonly lifecycle: Lifecycle,
    private readonly leaving: ClassLeaving,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly notices: Notices,
    private readonly voice: CaseVoice,
    private readonly interests: PoolInterests,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.demand-expiry', 'daily 07:10', async () => {
      await this.remind();
      await this.call();
      await this.expire();
    });
  }

  /**
   * On day 7 and 42 the owner of a demand that no college is interested in is told where it stands, once each. A reminder
   * is known by its default day, so that nobody is told twice when the zone moves it. @returns how many people were told now
   */
  async remind(): Promise<number> {
    let told = 0;
    for (const reminder of ['firstReminder', 'secondReminder'] as const) {
      for (const demand of await this.listedFor(await this.days.of(reminder))) {
        if (await this.isWanted(demand)) continue;
        told += await this.db.transaction(() =>
          this.notices.tell({
            kind: 'demand-waiting',
            to: { organisationId: demand.organisationId, permission: demandPermission('talent', 'edit') },
            about: { type: 'demand', id: demand.id, href: demandHref(demand) },
            params: { number: demand.number ?? '', expiresOn: demand.expiresOn ?? '' },
            eventKey: `demand-waiting:${demand.id}:${defaultDemandDays[reminder]}`,
            demandId: demand.id,
          }),
        );
      }
    }
    return told;
  }

  /** On day 14 its officer is asked to call; the clock is a working day. @returns how many */
  async call(): Promise<number> {
    let asked = 0;
    for (const demand of await this.listedFor(await this.days.of('call'))) {
      const before = await this.db.select("SELECT id FROM deadline WHERE demandId = ? AND kind = 'call-firm'", [
        demand.id,
      ]);
      if (before.length > 0) continue;
      await this.db.transaction(async () => {
        const owner = { ownerOrganisationId: await this.organisations.centreId(), ownerUserId: demand.officerId };
        const { dueAt } = await this.deadlines.start({ kind: 'call-firm', demandId: demand.id, ...owner });
        await this.voice.officer(demand, 'demand-to-call', { dueAt: dueAt.toISOString() });
      });
      asked++;
    }
    return asked;
  }

  /** A college would open a class for it: its firm was told so. Neither the call nor the end waits for that. */
  private async isWanted(demand: Demand): Promise<boolean> {
    return (await this.interests.forDemand(await this.demands.find(demand))).length > 0;
  }

  /** Listed for so many days or more, and nothing has come of it. */
  private async listedFor(days: number): Promise<Demand[]> {
    const since = addDays(this.clock.today(), -days);
    const rows = await this.db
      .repo(Demand)
      .find({ where: { domain: 'talent', state: 'listed' }, order: { id: 'ASC' } });
    return rows.filter(({ listedAt }) => listedAt !== null && this.clock.dayOf(listedAt) <= since);
  }

  /** @returns how many were closed */
  async expire(): Promise<number> {
    const days = await this.days.of('end');
    return this.expiry.expire({
      domain: 'talent',
      days: () => days,
      askBefore: 0,
      notices: { ask: 'demand-waiting', expired: 'demand-expired' },
      ending: (demandId) => this.leaving.leaveAll(systemActor, demandId),
      ended: async () => {},
    });
  }

  /** 续期: the same demand anew, handed in at once and linked to this one, which ends. @throws Problem `state-changed` */
  async renew(actor: Actor, id: string): Promise<Demand> {
    const { demand } = await this.demands.require(actor, id);
    const over = demand.state === 'closed' && demand.outcome === 'expired';
    if (!over && demand.state !== 'listed') throw new Problem('state-changed', { state: demand.state });
    return this.db.transaction(async () => {
      const next = await this.filing.copy(actor, id);
      const { post } = await this.demands.require(actor, id);
      await this.demands.save(actor, next.id, { onboardBy: post.onboardBy });
      await this.db.repo(TalentDemand).update({ demandId: next.id }, { renewedFrom: id });
      if (!over) {
        await this.lifecycle.demand(actor, await this.lifecycle.hold(id), 'close', { outcome: 'merged' });
        await this.deadlines.finishAll({ demandId: id });
      }
      await this.submitting.submit(actor, next.id);
      return next;
    });
  }
}
