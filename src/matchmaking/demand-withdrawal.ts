import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Organisations } from '../directory/organisations.js';
import { Audit } from '../platform/audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import { CaseNotes } from './case-notes.js';
import { CaseVoice } from './case-voice.js';
import { Deadlines } from './deadlines.js';
import type { Demand } from './demand.entity.js';
import { demandPermission } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';
import { Referrals } from './referrals.js';
import { Visibility } from './visibility.js';

export interface Withdrawal {
  readonly reason: string;
  /** What the person wrote about it: for the enterprise and the centre, never for a receiver. */
  readonly note: string | null;
  /** The notice that the centre gets. */
  readonly notice: string;
  /** What else of the domain ends with the referrals, in the same transaction. */
  readonly ended: () => Promise<void>;
}

/** A demand is taken back, with everything that is open on it. */
@Injectable()
export class DemandWithdrawal {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
    private readonly notes: CaseNotes,
  ) {}

  /** @throws Problem `demand-over` | `state-changed` */
  async withdraw(actor: Actor, id: string, { reason, note, notice, ended }: Withdrawal): Promise<void> {
    await this.visibility.demand(actor, id);
    await this.db.transaction(async () => {
      const demand = await this.lifecycle.hold(id);
      withdrawable(demand);
      for (const referral of await this.referrals.openOf(id))
        await this.referrals.end(actor, demand, referral, 'withdraw');
      await ended();
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
      if (note) await this.notes.withdrawn(actor, id, note);
      const centreId = await this.organisations.centreId();
      const to = { organisationId: centreId, permission: demandPermission(demand.domain, 'refer') };
      await this.voice.tell(demand, notice, to);
    });
  }
}

/** Who takes a demand back twice is told that it is over. @throws Problem `demand-over` | `state-changed` */
export function withdrawable({ state }: Demand): void {
  if (state === 'closed') throw new Problem('demand-over');
  if (state === 'fulfilled') throw new Problem('state-changed', { state });
}
