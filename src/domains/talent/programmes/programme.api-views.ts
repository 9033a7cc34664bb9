import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { offerStates } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, type Page } from '../../../platform/http/paging.js';
import { taughtLevels } from '../colleges/college.forms.js';
import { Colleges } from '../colleges/colleges.service.js';
import type { ProgrammeEntry } from './programme-catalogue.js';
import { seatsLeft } from '../matching/programme-criteria.js';
import type { ProgrammeQuery } from './programme.api-forms.js';
import { ProgrammeQueries } from './programme.queries.js';
import { ProgrammeViews } from './programme.views.js';

const head = {
  id: show.id,
  number: show.text,
  title: show.text,
  college: show.object({ id: show.id, name: show.text }),
  majorCode: show.text,
  level: show.code(taughtLevels),
  state: show.code(offerStates),
  sample: show.flag,
  capacity: show.maybe({ ...show.count, description: 'order seats a year' }),
  taken: { ...show.count, description: 'of them, held by published classes' },
  seatsLeft: show.maybe(show.count),
  minClass: show.count,
  maxClass: show.count,
  earliestStart: show.maybe(show.day),
  version: show.count,
};

export const programmeItem = show.object(head);

export const programmeRecord = show.object({
  ...head,
  campus: show.maybe(show.object({ id: show.id, name: show.text })),
  catalogueYear: show.text,
  department: show.maybe(show.text),
  lengthMonths: show.count,
  maxClassesPerTerm: show.count,
  classMonths: show.count,
  yearlyIntake: show.maybe(show.count),
  roster: show.maybe(show.list(show.count)),
  labs: show.maybe(show.text),
  certificates: show.maybe(show.text),
  dualTeachers: show.maybe(show.count),
  stayRate: show.maybe(show.ppm),
  reachKm: show.maybe(show.count),
  nearMajors: {
    ...show.list(show.text),
    description: 'codes: by the bridge of the catalogues, and what the college added',
  },
  confirmed: { ...show.flag, description: 'its college has confirmed its data in this quarter' },
  revision: show.count,
});

@Injectable()
export class ProgrammeApiViews {
  constructor(
    private readonly db: Database,
    private readonly colleges: Colleges,
    private readonly views: ProgrammeViews,
    private readonly queries: ProgrammeQueries,
  ) {}

  /** The shelf for everybody; a college also its own drafts, the centre all. */
  async list(actor: Actor, query: ProgrammeQuery): Promise<Page<object>> {
    const listing = {
      columns: 'f.number',
      from: 'offer f JOIN programme p ON p.offerId = f.id JOIN organisation o ON o.id = f.organisationId',
      key: 'f.id',
      where: [{ sql: "f.domain = 'talent' AND f.kind = 'programme'", params: [] }, this.queries.where(actor, query)],
    };
    const { items, ...rest } = await listPage<{ id: string }>(this.db, listing, query);
    return { ...rest, items: (await this.queries.entries(items.map(({ id }) => id))).map(itemOf) };
  }

  async record(actor: Actor, id: string): Promise<object> {
    const entry = await this.views.entry(actor, id);
    const { offerId: _offer, campusId: _campus, ...programme } = entry.programme;
    return {
      ...itemOf(entry),
      ...programme,
      campus: entry.campus && { id: entry.campus.id, name: entry.campus.name },
      nearMajors: entry.nearMajors,
      confirmed: this.colleges.isConfirmed(await this.colleges.profile(entry.college.id)),
      revision: entry.offer.revision,
    };
  }
}

const itemOf = ({ offer, programme, college }: ProgrammeEntry) => ({
  id: offer.id,
  number: offer.number,
  title: offer.title,
  college: { id: college.id, name: college.name },
  majorCode: programme.majorCode,
  level: programme.level,
  state: offer.state,
  sample: offer.sample,
  capacity: offer.capacity,
  taken: offer.taken,
  seatsLeft: seatsLeft(offer),
  minClass: programme.minClass,
  maxClass: programme.maxClass,
  earliestStart: programme.earliestStart,
  version: offer.version,
});
