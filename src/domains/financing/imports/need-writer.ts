import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { CommitContext, RowResult } from '../../../directory/imports/import-kind.js';
import { ImportedDemands } from '../../../matchmaking/imported-demands.js';
import { Drafting } from '../needs/drafting.service.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { Needs } from '../needs/needs.service.js';
import { Submitting } from '../needs/submitting.service.js';
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
    private readonly needs: Needs,
    private readonly imported: ImportedDemands,
    private readonly drafting: Drafting,
    private readonly submitting: Submitting,
  ) {}

  async file(actor: Actor, row: NeedRow, { jobId, asOf }: CommitContext): Promise<RowResult> {
    const { cells } = row;
    const demand = await this.drafting.draft(actor, {
      organisationId:
        row.organisationId ?? (await this.imported.enterprise(actor, cells.creditCode, cells.enterpriseName ?? '')),
      channel: cells.channel ?? 'visit',
      collectedOn: cells.collectedOn ?? null,
      importId: jobId,
    });
    await this.needs.save(actor, demand.id, needChange(row));
    await this.submitting.submit(actor, demand.id);
    await this.imported.handTo(actor, demand.id, cells.collector);
    await this.imported.backdate(demand.id, cells.filedOn, asOf);
    return { type: 'demand', id: demand.id, before: await this.mark(demand.id, null) };
  }

  async update(actor: Actor, id: string, row: NeedRow): Promise<RowResult> {
    const { need } = await this.needs.require(actor, id);
    await this.needs.save(actor, id, needChange(row));
    return { type: 'demand', id, before: await this.mark(id, need) };
  }

  private async mark(id: string, facts: FinancingNeed | null): Promise<NeedBefore> {
    return { revision: await this.imported.revision(id), facts };
  }

  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { revision, facts } = stored as NeedBefore;
    const { demand } = await this.needs.require(actor, id);
    const goneOn = await this.imported.goneOn(demand, revision);
    if (goneOn !== null) return goneOn;
    if (facts) {
      const { demandId: _, chosenQuoteId: __, ...change } = facts;
      await this.needs.save(actor, id, change);
      return null;
    }
    return this.imported.takeBack(actor, demand);
  }
}
