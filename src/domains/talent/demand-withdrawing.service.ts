import { Injectable } from '@nestjs/common';
import { Organisations } from '../../directory/organisations.js';
import type { Actor } from '../../kernel/actor.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { ClassLeaving } from './class-leaving.js';
import { Demands } from './demands.service.js';

/** A demand is taken back: it leaves every class it is in, and its seats go back. */
@Injectable()
export class DemandWithdrawing {
  constructor(
    private readonly db: Database,
    private readonly demands: Demands,
    private readonly lifecycle: Lifecycle,
    private readonly leaving: ClassLeaving,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
    private readonly audit: Audit,
  ) {}

  async withdraw(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    await this.demands.require(actor, id);
    await this.db.transaction(async () => {
      await this.leaving.leaveAll(actor, id);
      const demand = await this.lifecycle.hold(id);
      const outcome = reason === 'solved-elsewhere' ? 'solved-elsewhere' : 'withdrawn';
      await this.lifecycle.demand(actor, demand, 'close', { outcome });
      await this.deadlines.finishAll({ demandId: id });
      await this.audit.record(actor, {
        action: 'demand.withdraw',
        type: 'demand',
        id,
        note: reason,
        ...(note && { changed: ['note'] }),
      });
      if (demand.number === null) return; // nobody knew of it yet
      const to = { organisationId: await this.organisations.centreId(), permission: 'talent.demand.verify' };
      await this.voice.tell(demand, 'demand-withdrawn', to);
    });
  }
}
