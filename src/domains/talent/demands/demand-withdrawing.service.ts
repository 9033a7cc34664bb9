import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { DemandWithdrawal, withdrawable } from '../../../matchmaking/demand-withdrawal.js';
import { Database } from '../../../platform/database/database.js';
import { ClassLeaving } from '../classes/class-leaving.js';
import { Demands } from './demands.service.js';

/** A demand is taken back: first it leaves every class it is in, so that its seats are counted back. */
@Injectable()
export class DemandWithdrawing {
  constructor(
    private readonly db: Database,
    private readonly demands: Demands,
    private readonly leaving: ClassLeaving,
    private readonly withdrawal: DemandWithdrawal,
  ) {}

  async withdraw(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    withdrawable((await this.demands.require(actor, id)).demand);
    await this.db.transaction(async () => {
      await this.leaving.leaveAll(actor, id);
      const ended = async () => {};
      await this.withdrawal.withdraw(actor, id, { reason, note, notice: 'demand-withdrawn', ended });
    });
  }
}
