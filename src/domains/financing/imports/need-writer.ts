import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays, businessZone, instantAt } from '../../../kernel/day.js';
import type { CommitContext, RowResult } from '../../../directory/imports/import-kind.js';
import { Organisations } from '../../../directory/organisations.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Drafting } from '../drafting.service.js';
import { FinancingNeed } from '../need.entity.js';
import { Needs } from '../needs.service.js';
import { Submitting } from '../submitting.service.js';
import { needChange, type NeedRow } from './need-cells.js';

interface NeedBefore {
  /** The demand's revision after the import: a greater one was edited since. */
  readonly revision: number;
  /** The facts before an update; null when the import filed the need. */
  readonly facts: FinancingNeed | null;
}

/** Files imported needs as an officer would by hand, and takes them back while nobody has worked on them. */
@Injectable()
export class NeedWriter {
  constructor(
    private readonly db: Database,
    private readonly needs: Needs,
    private readonly organisations: Organisations,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly clock: BusinessClock,
    private readonly drafting: Drafting,
    private readonly submitting: Submitting,
  ) {}

  async file(actor: Actor, row: NeedRow, { jobId, asOf }: CommitContext): Promise<RowResult> {
    const { cells } = row;
    const demand = await this.drafting.draft(actor, {
      organisationId: row.organisationId ?? (await this.enterprise(actor, row)),
      channel: cells.channel ?? 'visit',
      collectedOn: cells.collectedOn ?? null,
      importId: jobId,
    });
    await this.needs.save(actor, demand.id, needChange(row));
    await this.submitting.submit(actor, demand.id);
    const collectorId = await this.colleague(actor, cells.collector);
    if (collectorId) await this.db.repo(Demand).update({ id: demand.id }, { officerId: collectorId });
    if (asOf !== undefined && cells.filedOn && cells.filedOn < this.clock.today())
      await this.backdate(demand.id, cells.filedOn);
    return { type: 'demand', id: demand.id, before: await this.mark(demand.id, null) };
  }

  /** Two needs of one new enterprise in one file make it once. */
  private async enterprise(actor: Actor, { cells }: NeedRow): Promise<string> {
    const there = await this.organisations.byCreditCode(cells.creditCode);
    if (there) return there.id;
    const name = cells.enterpriseName ?? '';
    return (await this.organisations.create(actor, { kind: 'enterprise', name, creditCode: cells.creditCode })).id;
  }

  /** Who wrote it down, if a person of that name works here: they go on with it. */
  private async colleague(actor: Actor, name: string | undefined): Promise<string | null> {
    if (!name) return null;
    const found = await this.db.select<{ id: string }>(
      `SELECT DISTINCT u.id FROM user_account u JOIN membership m ON m.userId = u.id
        WHERE m.organisationId = ? AND u.name = ? AND u.state = 'active' AND m.role = 'officer'`,
      [actor.organisationId, name],
    );
    return found.length === 1 ? (found[0]?.id ?? null) : null;
  }

  /** The ledger of past days: filed at the opening hour of its day, and expiring from there. */
  private async backdate(id: string, filedOn: string): Promise<void> {
    const submittedAt = instantAt(filedOn, '09:00', businessZone);
    const { expiresOn } = await this.db.repo(Demand).findOneByOrFail({ id });
    const days = Math.round((Date.parse(this.clock.today()) - Date.parse(filedOn)) / 86_400_000);
    const change = { createdAt: submittedAt, submittedAt, expiresOn: expiresOn && addDays(expiresOn, -days) };
    await this.db.repo(Demand).update({ id }, change);
  }

  async update(actor: Actor, id: string, row: NeedRow): Promise<RowResult> {
    const { need } = await this.needs.require(actor, id);
    await this.needs.save(actor, id, needChange(row));
    return { type: 'demand', id, before: await this.mark(id, need) };
  }

  private async mark(id: string, facts: FinancingNeed | null): Promise<NeedBefore> {
    const { revision } = await this.db.repo(Demand).findOneByOrFail({ id });
    return { revision, facts };
  }

  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { revision, facts } = stored as NeedBefore;
    const { demand } = await this.needs.require(actor, id);
    const referred = await this.db.select('SELECT 1 FROM referral WHERE demandId = ? LIMIT 1', [id]);
    if (referred.length > 0) return 'has-referrals';
    if (demand.revision !== revision) return 'changed-since';
    if (facts) {
      const { demandId: _, chosenQuoteId: __, ...change } = facts;
      await this.needs.save(actor, id, change);
      return null;
    }
    if (demand.state !== 'submitted') return 'moved-on';
    await this.lifecycle.demand(actor, demand, 'close', { outcome: 'undone' });
    await this.deadlines.finishAll({ demandId: id });
    return null;
  }
}
