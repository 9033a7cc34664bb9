import { Injectable } from '@nestjs/common';
import type { CommitContext, RowResult } from '../../../directory/imports/import-kind.js';
import type { Actor } from '../../../kernel/actor.js';
import { ImportedDemands } from '../../../matchmaking/imported-demands.js';
import { DemandFiling } from '../demands/demand-filing.service.js';
import { DemandSubmitting } from '../demands/demand-submitting.service.js';
import { Demands, isEditable, type DemandChange } from '../demands/demands.service.js';
import type { DemandCells } from './demand-cells.js';

/** A row that can be filed. */
export interface DemandRow {
  readonly cells: DemandCells;
  readonly change: DemandChange;
  /** null: a new enterprise, made with the first demand of it. */
  readonly organisationId: string | null;
}

interface DemandBefore {
  /** The demand's revision after the import: a greater one was edited since. */
  readonly revision: number;
  /** What it said before an update; null when the import filed it. */
  readonly facts: DemandChange | null;
}

/** Files imported demands as an officer would by hand, and takes them back while nobody has worked on them. */
@Injectable()
export class DemandWriter {
  constructor(
    private readonly demands: Demands,
    private readonly imported: ImportedDemands,
    private readonly filing: DemandFiling,
    private readonly submitting: DemandSubmitting,
  ) {}

  async file(actor: Actor, row: DemandRow, { jobId, asOf }: CommitContext): Promise<RowResult> {
    const { cells, change } = row;
    const { creditCode, enterpriseName = '' } = cells;
    const demand = await this.filing.begin(
      actor,
      {
        organisationId: row.organisationId ?? (await this.imported.enterprise(actor, creditCode, enterpriseName)),
        channel: cells.channel ?? 'visit',
        collectedOn: cells.collectedOn ?? null,
        importId: jobId,
      },
      change,
    );
    await this.submitting.submit(actor, demand.id);
    await this.imported.handTo(actor, demand.id, cells.collector);
    await this.imported.backdate(demand.id, cells.filedOn, asOf);
    return { type: 'demand', id: demand.id, before: await this.mark(demand.id, null) };
  }

  async update(actor: Actor, id: string, { change }: DemandRow): Promise<RowResult> {
    const { post, majors } = await this.demands.require(actor, id);
    const { demandId: _id, batchId: _batch, renewedFrom: _from, released: _released, ...facts } = post;
    await this.demands.save(actor, id, change);
    return { type: 'demand', id, before: await this.mark(id, { ...facts, majors }) };
  }

  private async mark(id: string, facts: DemandChange | null): Promise<DemandBefore> {
    return { revision: await this.imported.revision(id), facts };
  }

  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { revision, facts } = stored as DemandBefore;
    const { demand } = await this.demands.require(actor, id);
    const goneOn = await this.imported.goneOn(demand, revision);
    if (goneOn !== null) return goneOn;
    if (!facts) return this.imported.takeBack(actor, demand);
    if (!isEditable(demand)) return 'moved-on';
    await this.demands.save(actor, id, facts);
    return null;
  }
}
