import { Injectable } from '@nestjs/common';
import { PROFILE_CHANGED } from '../directory/profile/profiles.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Outbox } from '../platform/outbox/outbox.service.js';
import { Scheduler } from '../platform/scheduling/scheduler.service.js';
import { AffectedDemands, type MatchedDomain } from './affected-demands.js';
import type { RunTrigger } from './match-run.entity.js';

/** How a domain is matched again: its events, and what runs one demand. */
export interface Rematching extends MatchedDomain {
  /** Outbox events: of one demand (`demandId`), and of offers, what they ask or what they have left. */
  readonly demandChanged: string;
  readonly offerChanged: string;
  readonly run: (demandId: string, trigger: RunTrigger) => Promise<unknown>;
}

/**
 * A match comes back by itself when a fact, an offer or the date changes: exactly the demands with a pair that came out
 * otherwise are matched again.
 */
@Injectable()
export class Rematch {
  private readonly affected = new Map<string, AffectedDemands>();

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
    private readonly scheduler: Scheduler,
  ) {}

  /** Called once by each domain when it starts. */
  follow({ demandChanged, offerChanged, run, ...matched }: Rematching): void {
    const { domain } = matched;
    const name = `${domain}.rematch`;
    this.affected.set(domain, new AffectedDemands(this.db, this.clock, matched));
    this.outbox.on<{ demandId: string }>(demandChanged, name, ({ payload }) => run(payload.demandId, 'demand-changed'));
    this.outbox.on<{ demandId: string; trigger: RunTrigger }>(due(domain), name, ({ payload }) =>
      run(payload.demandId, payload.trigger),
    );
    this.outbox.on<{ organisationId: string }>(PROFILE_CHANGED, name, ({ payload }) =>
      this.profileChanged(domain, payload.organisationId),
    );
    this.outbox.on(offerChanged, name, () => this.offersChanged(domain));
    this.scheduler.every(name, 'daily 06:00', () => this.newDay(domain));
  }

  /** @returns ids of the demands that are matched again */
  async offersChanged(domain: string): Promise<string[]> {
    const demands = this.demandsOf(domain);
    return this.due(domain, 'offer-changed', await demands.find());
  }

  /** Ages and deadlines turn with the day, and facts whose papers run out. */
  async newDay(domain: string): Promise<string[]> {
    const demands = this.demandsOf(domain);
    return this.due(domain, 'day', [...new Set([...(await demands.find()), ...(await demands.aged())])]);
  }

  private async profileChanged(domain: string, organisationId: string): Promise<string[]> {
    const open = await this.db.select<{ id: string }>(
      "SELECT id FROM demand WHERE domain = ? AND state IN ('listed', 'engaged') AND organisationId = ?",
      [domain, organisationId],
    );
    return this.due(
      domain,
      'profile-changed',
      open.map(({ id }) => id),
    );
  }

  /** One event a demand, so that each run is a short transaction of its own. */
  private async due(domain: string, trigger: RunTrigger, demandIds: readonly string[]): Promise<string[]> {
    if (demandIds.length > 0)
      await this.db.transaction(async () => {
        for (const id of demandIds) await this.outbox.emit(due(domain), { demandId: id, trigger }, id);
        this.db.afterCommit(() => this.demandsOf(domain).settled(demandIds));
      });
    return [...demandIds];
  }

  private demandsOf(domain: string): AffectedDemands {
    const demands = this.affected.get(domain);
    if (!demands) throw new RangeError(`nobody follows ${domain}`);
    return demands;
  }
}

const due = (domain: string): string => `${domain}.rematch-due.v1`;
