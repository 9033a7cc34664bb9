import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { nearMajorsOf } from '../../../directory/codes/majors.js';
import { ZoneSettings } from '../../../directory/zone-settings.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Organisation } from '../../../platform/identity/organisation.entity.js';
import { Campus, Programme, ProgrammeNearMajor } from '../colleges/college.entity.js';
import { DEFAULT_REACH_KM, REACH_SETTING, type Surroundings } from '../matching/programme-criteria.js';

/** A programme with what matching, planning and people need of it. */
export interface ProgrammeEntry {
  readonly offer: Offer;
  readonly programme: Programme;
  readonly college: Pick<Organisation, 'id' | 'name'>;
  readonly campus: Campus | null;
  /** Majors it serves beside its own: the catalogue's bridge, and what the college added. */
  readonly nearMajors: readonly string[];
  /** Of these, what the college added. */
  readonly addedMajors: readonly string[];
}

export interface ProgrammeShelf {
  /** By the programme's number. */
  readonly entries: readonly ProgrammeEntry[];
  /** Over what the entries say: equal hashes give equal answers to equal facts. */
  readonly hash: string;
}

/** Programmes as matching and planning read them. */
@Injectable()
export class ProgrammeCatalogue {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly zone: ZoneSettings,
  ) {}

  /** The day and the zone's reach, which the criteria of all programmes hang on. */
  async surroundings(): Promise<Surroundings> {
    return { today: this.clock.today(), reachKm: await this.zone.number(REACH_SETTING, DEFAULT_REACH_KM) };
  }

  /** Every programme that can be promised now: on the shelf, of a college in use. */
  async onShelf(): Promise<ProgrammeShelf> {
    const offers = await this.db
      .repo(Offer)
      .find({ where: { domain: 'talent', kind: 'programme', state: 'on-shelf' }, order: { number: 'ASC' } });
    const loaded = await this.load(offers);
    const entries = offers.flatMap(({ id }) => loaded.get(id) ?? []);
    const said = entries.map(({ offer, programme, campus, nearMajors }) => [
      [offer.id, offer.state, offer.capacity, offer.taken],
      programme,
      campus && [campus.latitude, campus.longitude],
      nearMajors,
    ]);
    return { entries, hash: createHash('sha256').update(JSON.stringify(said)).digest('hex') };
  }

  /** Programmes in any state, of colleges in use (or of any, for their own pages), with as many queries as one. */
  async load(offers: readonly Offer[], { anyCollege = false } = {}): Promise<ReadonlyMap<string, ProgrammeEntry>> {
    const of = { offerId: In(offers.map(({ id }) => id)) };
    if (offers.length === 0) return new Map();
    const programmes = byKey(await this.db.repo(Programme).findBy(of), ({ offerId }) => offerId);
    const added = await this.db.repo(ProgrammeNearMajor).find({ where: of, order: { majorCode: 'ASC' } });
    const owners = { id: In([...new Set(offers.map(({ organisationId }) => organisationId))]) };
    const colleges = byKey(
      await this.db.repo(Organisation).findBy({ ...owners, ...(!anyCollege && { state: 'active' as const }) }),
      ({ id }) => id,
    );
    const places = [...new Set([...programmes.values()].map(({ campusId }) => campusId))];
    const campuses = byKey(await this.db.repo(Campus).findBy({ id: In(places) }), ({ id }) => id);
    return new Map(
      offers.flatMap((offer) => {
        const programme = programmes.get(offer.id);
        const college = colleges.get(offer.organisationId);
        if (!programme || !college) return [];
        const own = added.filter(({ offerId }) => offerId === offer.id).map(({ majorCode }) => majorCode);
        const bridge = nearMajorsOf(programme.majorCode).map(({ code }) => code);
        const entry: ProgrammeEntry = {
          offer,
          programme,
          college,
          campus: campuses.get(programme.campusId) ?? null,
          nearMajors: [...new Set([...bridge, ...own])],
          addedMajors: own.filter((code) => !bridge.includes(code)),
        };
        return [[offer.id, entry] as const];
      }),
    );
  }
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [key(row), row]));
