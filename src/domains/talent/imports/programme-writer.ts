import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { Programme, ProgrammeNearMajor } from '../colleges/college.entity.js';
import { ProgrammeCatalogue, type ProgrammeEntry } from '../programmes/programme-catalogue.js';
import { Programmes, type ProgrammeInput } from '../programmes/programmes.service.js';
import type { ImportedState } from './programme-cells.js';

interface ProgrammeBefore {
  readonly revision: number;
  readonly state: Offer['state'];
  /** What the programme was before an update; null when the import made it. */
  readonly input: ProgrammeInput | null;
}

export interface Written {
  readonly id: string;
  readonly before: ProgrammeBefore;
}

/** Writes imported programmes through their own rules, and takes them back. */
@Injectable()
export class ProgrammeWriter {
  constructor(
    private readonly db: Database,
    private readonly programmes: Programmes,
    private readonly catalogue: ProgrammeCatalogue,
    private readonly audit: Audit,
  ) {}

  async create(actor: Actor, organisationId: string, input: ProgrammeInput, state: ImportedState): Promise<Written> {
    const { id } = await this.programmes.create(actor, organisationId, input);
    if (state !== 'draft') await this.programmes.move(actor, id, 'publish');
    if (state === 'paused') await this.programmes.move(actor, id, 'pause');
    return { id, before: await this.mark(id, null) };
  }

  /** Its state stays what it is. */
  async update(actor: Actor, id: string, input: ProgrammeInput): Promise<Written> {
    const offer = await this.db.repo(Offer).findOneByOrFail({ id });
    const entry = (await this.catalogue.load([offer], { anyCollege: true })).get(id);
    if (!entry) throw new Error(`no programme ${id}`);
    await this.programmes.edit(actor, id, input, offer.version);
    return { id, before: await this.mark(id, inputOf(entry)) };
  }

  private async mark(id: string, input: ProgrammeInput | null): Promise<ProgrammeBefore> {
    const { revision, state } = await this.db.repo(Offer).findOneByOrFail({ id });
    return { revision, state, input };
  }

  /** A code when something came after, and then nothing is changed. */
  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { revision, state, input } = stored as ProgrammeBefore;
    const offer = await this.db.repo(Offer).findOneBy({ id });
    if (!offer || offer.revision !== revision || offer.state !== state) return 'changed-since';
    if (input) {
      await this.programmes.edit(actor, id, input, offer.version);
      return null;
    }
    if (await this.db.repo(Offer).existsBy({ parentOfferId: id })) return 'has-classes';
    // A match or a plan that has named it keeps naming it, so it only leaves the shelf; else nothing of it remains.
    if (await this.named(id)) await this.programmes.move(actor, id, 'retire');
    else await this.remove(actor, id);
    return null;
  }

  private async named(id: string): Promise<boolean> {
    const rows = await this.db.select(
      `SELECT 1 FROM candidate WHERE offerId = ? UNION ALL SELECT 1 FROM plan_class WHERE programmeId = ?
        UNION ALL SELECT 1 FROM plan_pin WHERE offerId = ? LIMIT 1`,
      [id, id, id],
    );
    return rows.length > 0;
  }

  private async remove(actor: Actor, id: string): Promise<void> {
    await this.db.repo(ProgrammeNearMajor).delete({ offerId: id });
    await this.db.repo(Programme).delete({ offerId: id });
    await this.db.repo(Offer).delete({ id });
    await this.audit.record(actor, { action: 'programme.undo', type: 'offer', id });
  }
}

function inputOf({ offer, programme, addedMajors }: ProgrammeEntry): ProgrammeInput {
  const { offerId: _offer, level: _level, catalogueYear: _year, ...terms } = programme;
  return { capacity: offer.capacity, nearMajors: addedMajors, terms };
}
