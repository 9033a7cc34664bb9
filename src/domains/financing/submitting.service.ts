import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Organisations } from '../../directory/organisations.js';
import { ZoneSettings } from '../../directory/zone-settings.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import type { Demand } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Counters } from '../../platform/database/counters.js';
import { Database } from '../../platform/database/database.js';
import { Needs } from './needs.service.js';
import { stillMissing } from './still-missing.js';

/** A need is handed in: it gets its number, its last day and its officer's deadline. */
@Injectable()
export class Submitting {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly needs: Needs,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly zone: ZoneSettings,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
  ) {}

  async submit(actor: Actor, id: string): Promise<Demand> {
    const { demand, need } = await this.needs.require(actor, id);
    const missing = stillMissing(need);
    if (missing.length > 0) {
      throw new Problem(
        'validation',
        {},
        missing.map((name) => ({ field: name, code: 'required', params: {} })),
      );
    }
    return this.db.transaction(async () => {
      const now = this.clock.now();
      const number = demand.number ?? (await this.counters.nextNumber('RZ', Number(this.clock.today().slice(0, 4))));
      const expiryDays = await this.zone.number('expiry.financing', 90);
      const expiresOn = addDays(this.clock.today(), expiryDays);
      await this.lifecycle.demand(actor, demand, 'submit', {
        number,
        submittedAt: demand.submittedAt ?? now,
        expiresOn,
        wanted: need.amount ?? 0,
      });
      const centreId = await this.organisations.centreId();
      await this.deadlines.finish({ demandId: id }, ['mend-need']);
      const owner = { ownerOrganisationId: centreId, ownerUserId: demand.officerId };
      const { dueAt } = await this.deadlines.start({ kind: 'verify', demandId: id, ...owner });
      const params = {
        dueAt: dueAt.toISOString(),
        organisation: await this.organisations.nameOf(demand.organisationId),
      };
      await this.voice.enterprise(demand, 'need-submitted', params);
      const officers = demand.officerId
        ? { userIds: [demand.officerId] }
        : { organisationId: centreId, permission: 'financing.need.verify' };
      await this.voice.tell(demand, 'need-to-verify', officers, params);
      return demand;
    });
  }
}
