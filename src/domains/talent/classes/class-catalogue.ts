import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import { OrderClass } from './class.entity.js';
import { ProgrammeCatalogue, type ProgrammeEntry } from '../programmes/programme-catalogue.js';

/** A class that takes firms, with the programme it is of. */
export interface ClassEntry {
  readonly offer: Offer;
  readonly row: OrderClass;
  readonly programme: ProgrammeEntry;
}

/** Classes that still take firms and have free seats: matched like any offer ("可并入的班"). */
@Injectable()
export class ClassCatalogue {
  constructor(
    private readonly db: Database,
    private readonly programmes: ProgrammeCatalogue,
  ) {}

  async open(): Promise<{ entries: readonly ClassEntry[]; hash: string }> {
    const rows = await this.db
      .repo(OrderClass)
      .findBy({ state: In(['consulting', 'short', 'to-sign']), roster: IsNull() });
    const offers = await this.db.repo(Offer).find({
      where: { id: In(rows.map(({ offerId }) => offerId)) },
      order: { number: 'ASC' },
    });
    const parents = await this.db.repo(Offer).findBy({ id: In(rows.map(({ programmeId }) => programmeId)) });
    const programmes = await this.programmes.load(parents);
    const entries = offers.flatMap((offer) => {
      const row = rows.find(({ offerId }) => offerId === offer.id);
      const programme = row && programmes.get(row.programmeId);
      return row && programme && offer.taken < (offer.capacity ?? 0) ? [{ offer, row, programme }] : [];
    });
    const said = entries.map(({ offer, row }) => [offer.id, offer.capacity, offer.taken, row.endsOn, row.state]);
    return { entries, hash: createHash('sha256').update(JSON.stringify(said)).digest('hex') };
  }
}
