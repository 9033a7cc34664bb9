import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Referral } from '../../../matchmaking/referral.entity.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { TalentDemand } from './demand.entity.js';

type Standing = 'listed' | 'engaged' | 'agreed' | 'fulfilled';

/**
 * A demand may have seats in several classes, so its state follows from them: agreed with one that is confirmed,
 * engaged with one that waits, fulfilled when none is left open and enough people are at work, else back on the list.
 */
@Injectable()
export class DemandStanding {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
  ) {}

  /** Call inside a transaction, after its referrals changed. A demand that was closed meanwhile stays closed. */
  async settle(actor: Actor, demandId: string): Promise<void> {
    const demand = await this.lifecycle.hold(demandId);
    if (!['listed', 'engaged', 'agreed'].includes(demand.state)) return;
    const target = await this.target(demand);
    if (demand.state === target) return;
    if (demand.state === 'agreed' && target !== 'fulfilled') await this.lifecycle.demand(actor, demand, 'reopen');
    if (demand.state === 'engaged' && target === 'listed') await this.lifecycle.demand(actor, demand, 'disengage');
    if (demand.state === 'listed' && target !== 'listed') await this.lifecycle.demand(actor, demand, 'engage');
    if (demand.state === 'engaged' && (target === 'agreed' || target === 'fulfilled'))
      await this.lifecycle.demand(actor, demand, 'agree');
    if (target === 'fulfilled') {
      await this.lifecycle.demand(actor, demand, 'fulfil', { closedAt: this.clock.now() });
      await this.deadlines.finishAll({ demandId });
    }
  }

  private async target({ id, reserved, wanted }: Demand): Promise<Standing> {
    const open = await this.referrals.openOf(id);
    if (open.some(({ state }) => state === 'agreed')) return 'agreed';
    if (open.length > 0) return 'engaged';
    const placed = await this.db.repo(Referral).existsBy({ demandId: id, state: 'fulfilled' });
    if (!placed) return 'listed';
    // With nothing open, what is still reserved is at work; the least the firm asked for is enough.
    const { headcountMin } = await this.db.repo(TalentDemand).findOneByOrFail({ demandId: id });
    return reserved >= (headcountMin ?? wanted) ? 'fulfilled' : 'listed';
  }
}
