import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PROFILE_CHANGED } from '../../directory/profile/profiles.js';
import type { RunTrigger } from '../../matchmaking/match-run.entity.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.service.js';
import { Scheduler } from '../../platform/scheduling/scheduler.service.js';
import { FinancingMatching } from './matching.service.js';
import { NEED_CHANGED } from './needs.service.js';

const REMATCH_DUE = 'financing.rematch-due.v1';
export const OFFER_CHANGED = 'financing.offer-changed.v1';

/** A match comes back by itself when a fact, a product or the date changes; runs that answer the same are not stored. */
@Injectable()
export class Rematch implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly matching: FinancingMatching,
    private readonly outbox: Outbox,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.outbox.on<{ demandId: string }>(NEED_CHANGED, 'financing.rematch', ({ payload }) =>
      this.matching.run(payload.demandId, 'demand-changed'),
    );
    this.outbox.on<{ demandId: string; trigger: RunTrigger }>(REMATCH_DUE, 'financing.rematch', ({ payload }) =>
      this.matching.run(payload.demandId, payload.trigger),
    );
    this.outbox.on<{ organisationId: string }>(PROFILE_CHANGED, 'financing.rematch', ({ payload }) =>
      this.all('profile-changed', 'AND organisationId = ?', [payload.organisationId]),
    );
    this.outbox.on(OFFER_CHANGED, 'financing.rematch', () => this.all('offer-changed'));
    this.scheduler.every('financing.rematch', 'daily 06:00', async () => {
      await this.all('day');
    });
  }

  /** One event a demand, so that each run is a short transaction of its own. */
  async all(trigger: RunTrigger, where = '', params: readonly string[] = []): Promise<number> {
    const open = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE domain = 'financing' AND state IN ('listed', 'engaged') ${where}`,
      params,
    );
    await this.db.transaction(async () => {
      for (const { id } of open) await this.outbox.emit(REMATCH_DUE, { demandId: id, trigger }, id);
    });
    return open.length;
  }
}
