import { Injectable } from '@nestjs/common';
import { Organisations } from '../../directory/organisations.js';
import { ZoneSettings } from '../../directory/zone-settings.js';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import type { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Counters } from '../../platform/database/counters.js';
import { Database } from '../../platform/database/database.js';
import { DemandFiling } from './demand-filing.service.js';
import { Demands, type FoundDemand } from './demands.service.js';
import { TALENT_EXPIRY } from './talent-expiry.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** What must be there before a demand can be handed in; the rest may stay unknown. */
const required = [
  'title', 'trade', 'headcountMin', 'headcountMax', 'educationLevel', 'cooperation', 'contactName', 'contactMobile',
] as const; // prettier-ignore

export function missingIn({ post, majors }: Pick<FoundDemand, 'post' | 'majors'>): string[] {
  const empty = required.filter((key) => {
    const value = post[key];
    return value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
  return majors.length === 0 ? [...empty, 'majors'] : [...empty];
}

/** Posts are handed in: each gets its number, its last day and its officer's deadline; all of a basket, or none. */
@Injectable()
export class DemandSubmitting {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly demands: Demands,
    private readonly filing: DemandFiling,
    private readonly unlawful: UnlawfulConditions,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly zone: ZoneSettings,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
  ) {}

  /** @throws Problem `validation` | `conditions-unlawful` | `state-changed` */
  async submit(actor: Actor, id: string): Promise<Demand[]> {
    const posts = await this.filing.basket(actor, id);
    return this.db.transaction(async () => {
      const filed: Demand[] = [];
      for (const post of posts) filed.push(await this.one(actor, post.id));
      return filed;
    });
  }

  private async one(actor: Actor, id: string): Promise<Demand> {
    const found = await this.demands.require(actor, id);
    const { demand, post } = found;
    const missing = missingIn(found);
    if (missing.length > 0) {
      const fields = missing.map((name) => ({ field: name, code: 'required', params: {} }));
      throw new Problem('validation', {}, fields);
    }
    if ((await this.unlawful.stopping(id, post)).length > 0) throw new Problem('conditions-unlawful');
    const now = this.clock.now();
    const today = this.clock.today();
    const number = demand.number ?? (await this.counters.nextNumber('YG', Number(today.slice(0, 4))));
    const expiresOn = addDays(today, await this.zone.number('expiry.talent', TALENT_EXPIRY.days));
    const submittedAt = demand.submittedAt ?? now;
    await this.lifecycle.demand(actor, demand, 'submit', { number, submittedAt, expiresOn, referralCap: 5 });
    await this.unlawful.keep(id, post);
    const centreId = await this.organisations.centreId();
    await this.deadlines.finish({ demandId: id }, ['mend-need']);
    const owner = { ownerOrganisationId: centreId, ownerUserId: demand.officerId };
    const { dueAt } = await this.deadlines.start({ kind: 'verify', demandId: id, ...owner });
    const organisation = await this.organisations.nameOf(demand.organisationId);
    const params = { dueAt: dueAt.toISOString(), organisation };
    await this.voice.enterprise(demand, 'demand-submitted', params);
    const officers = demand.officerId
      ? { userIds: [demand.officerId] }
      : { organisationId: centreId, permission: 'talent.demand.verify' };
    await this.voice.tell(demand, 'demand-to-verify', officers, params);
    return demand;
  }
}
