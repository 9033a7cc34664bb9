import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referrals } from '../../matchmaking/referrals.js';

/**
 * A demand may have seats in several classes, so its state follows from them: agreed with one that is confirmed,
 * engaged with one that waits, else back on the list.
 */
@Injectable()
export class DemandStanding {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
  ) {}

  /** Call inside a transaction, after its referrals changed. A demand that was closed meanwhile stays closed. */
  async settle(actor: Actor, demandId: string): Promise<void> {
    const demand = await this.lifecycle.hold(demandId);
    if (!['listed', 'engaged', 'agreed'].includes(demand.state)) return;
    const open = await this.referrals.openOf(demandId);
    const target = open.some(({ state }) => state === 'agreed') ? 'agreed' : open.length > 0 ? 'engaged' : 'listed';
    if (demand.state === target) return;
    if (demand.state === 'agreed') await this.lifecycle.demand(actor, demand, 'reopen');
    if (demand.state === 'engaged' && target === 'listed') await this.lifecycle.demand(actor, demand, 'disengage');
    if (demand.state === 'listed' && target !== 'listed') await this.lifecycle.demand(actor, demand, 'engage');
    if (target === 'agreed') await this.lifecycle.demand(actor, demand, 'agree');
  }
}
