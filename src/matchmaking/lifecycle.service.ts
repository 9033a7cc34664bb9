import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Demand } from './demand.entity.js';
import { demandMachine, referralMachine, type DemandAction, type ReferralAction } from './lifecycle.js';
import { Referral } from './referral.entity.js';

/**
 * Every change of state goes through here: one conditional update that names the states it may start from, and the
 * audit row beside it. Of twenty callers at once exactly one wins; the others get `state-changed` (409).
 */
@Injectable()
export class Lifecycle {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * The demand as it stands now, its row held until the transaction ends: whatever is decided about one demand, its
   * referrals, consents and quotes is decided in turn. Call first; what was read before may be old.
   */
  async hold(demandId: string): Promise<Demand> {
    await this.db.execute('UPDATE demand SET version = version WHERE id = ?', [demandId]);
    return this.db.repo(Demand).findOneByOrFail({ id: demandId });
  }

  async demand(actor: Actor, demand: Demand, action: DemandAction, patch: Partial<Demand> = {}): Promise<void> {
    const { from, to } = demandMachine.actions[action];
    const before = demand.state;
    const change = { ...patch, state: to, draftKey: null, ...(to === 'closed' && { closedAt: this.clock.now() }) };
    if (!(await this.db.transition(Demand, demand.id, from, change))) {
      throw new Problem('state-changed', { state: demand.state });
    }
    Object.assign(demand, change);
    await this.audit.record(actor, {
      action: `demand.${action}`,
      type: 'demand',
      id: demand.id,
      before: { state: before },
      after: { state: to, ...(patch.outcome && { outcome: patch.outcome }) },
    });
  }

  async referral(
    actor: Actor,
    referral: Referral,
    action: ReferralAction,
    patch: Partial<Referral> = {},
  ): Promise<void> {
    const { from, to } = referralMachine.actions[action];
    const before = referral.state;
    const ends = referralMachine.isFinal(to);
    const change = { ...patch, state: to, ...(ends && { closedAt: this.clock.now() }) };
    if (!(await this.db.transition(Referral, referral.id, from, change))) {
      throw new Problem('state-changed', { state: referral.state });
    }
    Object.assign(referral, change);
    if (ends) await this.freeSlot(referral.demandId);
    await this.audit.record(actor, {
      action: `referral.${action}`,
      type: 'demand',
      id: referral.demandId,
      before: { referral: referral.id, state: before },
      after: { referral: referral.id, state: to },
    });
  }

  /** One more open referral, if the enterprise's cap leaves room: decided by the update itself, never by a read. */
  async takeSlot(demandId: string): Promise<void> {
    const taken = await this.db.execute(
      'UPDATE demand SET activeReferrals = activeReferrals + 1 WHERE id = ? AND activeReferrals < referralCap',
      [demandId],
    );
    if (taken !== 1) throw new Problem('referral-cap');
  }

  private async freeSlot(demandId: string): Promise<void> {
    await this.db.execute(
      'UPDATE demand SET activeReferrals = activeReferrals - 1 WHERE id = ? AND activeReferrals > 0',
      [demandId],
    );
  }
}
