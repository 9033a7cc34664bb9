import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { addDays } from '../kernel/day.js';
import { Organisations } from '../directory/organisations.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Counters } from '../platform/database/counters.js';
import { Database } from '../platform/database/database.js';
import { CaseVoice } from './case-voice.js';
import { Deadlines } from './deadlines.js';
import type { Demand } from './demand.entity.js';
import { demandPermission } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';

export interface Submission {
  /** Numbers begin with it: `RZ-2026-000123`. */
  readonly prefix: string;
  readonly wanted: number;
  /** Days it will stand, counted from today. */
  readonly days: number;
  readonly notices: { readonly owner: string; readonly officers: string };
}

/** A demand is handed in: it gets its number, its last day and the officers' clock. */
@Injectable()
export class DemandSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
  ) {}

  async submit(actor: Actor, demand: Demand, { prefix, wanted, days, notices }: Submission): Promise<Demand> {
    return this.db.transaction(async () => {
      const today = this.clock.today();
      await this.lifecycle.demand(actor, demand, 'submit', {
        number: demand.number ?? (await this.counters.nextNumber(prefix, Number(today.slice(0, 4)))),
        submittedAt: demand.submittedAt ?? this.clock.now(),
        expiresOn: addDays(today, days),
        wanted,
      });
      const centreId = await this.organisations.centreId();
      await this.deadlines.finish({ demandId: demand.id }, ['mend-need']);
      const owner = { ownerOrganisationId: centreId, ownerUserId: demand.officerId };
      const { dueAt } = await this.deadlines.start({ kind: 'verify', demandId: demand.id, ...owner });
      const organisation = await this.organisations.nameOf(demand.organisationId);
      const params = { dueAt: dueAt.toISOString(), organisation };
      await this.voice.enterprise(demand, notices.owner, params);
      const officers = demand.officerId
        ? { userIds: [demand.officerId] }
        : { organisationId: centreId, permission: demandPermission(demand.domain, 'verify') };
      await this.voice.tell(demand, notices.officers, officers, params);
      return demand;
    });
  }
}
