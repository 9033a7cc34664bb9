import { Injectable } from '@nestjs/common';
import { PROFILE_CHANGED } from '../directory/profile/profiles.js';
import { Database } from '../platform/database/database.js';
import { Outbox } from '../platform/outbox/outbox.service.js';
import { Scheduler } from '../platform/scheduling/scheduler.service.js';
import type { RunTrigger } from './match-run.entity.js';

/** How a domain is matched again: its events, and what runs one demand. */
export interface Rematching {
  readonly domain: string;
  /** Outbox events: of one demand (`demandId`), and of an offer. */
  readonly demandChanged: string;
  readonly offerChanged: string;
  readonly run: (demandId: string, trigger: RunTrigger) => Promise<unknown>;
}

/** A match comes back by itself when a fact, an offer or the date changes; runs that answer the same are not stored. */
@Injectable()
export class Rematch {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly scheduler: Scheduler,
  ) {}

  /** Called once by each domain when it starts. */
  follow({ domain, demandChanged, offerChanged, run }: Rematching): void {
    const name = `${domain}.rematch`;
    this.outbox.on<{ demandId: string }>(demandChanged, name, ({ payload }) => run(payload.demandId, 'demand-changed'));
    this.outbox.on<{ demandId: string; trigger: RunTrigger }>(due(domain), name, ({ payload }) =>
      run(payload.demandId, payload.trigger),
    );
    this.outbox.on<{ organisationId: string }>(PROFILE_CHANGED, name, ({ payload }) =>
      this.all(domain, 'profile-changed', payload.organisationId),
    );
    this.outbox.on(offerChanged, name, () => this.all(domain, 'offer-changed'));
    this.scheduler.every(name, 'daily 06:00', async () => {
      await this.all(domain, 'day');
    });
  }

  /** One event a demand, so that each run is a short transaction of its own. `organisationId`: only its demands. */
  async all(domain: string, trigger: RunTrigger, organisationId?: string): Promise<number> {
    const open = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE domain = ? AND state IN ('listed', 'engaged') ${organisationId ? 'AND organisationId = ?' : ''}`,
      organisationId ? [domain, organisationId] : [domain],
    );
    await this.db.transaction(async () => {
      for (const { id } of open) await this.outbox.emit(due(domain), { demandId: id, trigger }, id);
    });
    return open.length;
  }
}

const due = (domain: string): string => `${domain}.rematch-due.v1`;
