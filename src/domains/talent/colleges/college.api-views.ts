import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { show } from '../../../platform/http/api-schema.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery, listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import { Campuses } from './campuses.service.js';
import { CampusForm, CollegeForm, taughtLevels } from './college.forms.js';
import type { CollegeProfile } from './college.entity.js';
import { CollegeQueries } from './college.queries.js';
import { collegeNatures, Colleges } from './colleges.service.js';
import { confirmedThisQuarter } from './quarter.js';

const maybe = { optional: true } as const;

@form('api.colleges')
export class CollegeQuery extends ListQuery {
  /** Part of the name, or the national code. */
  @field.text({ ...maybe, max: 60 }) text!: string | null;
  /** Teaches it: a code, the beginning of one, or part of a name. */
  @field.text({ ...maybe, max: 60 }) major!: string | null;
  @field.choice(taughtLevels, maybe) level!: string | null;
}

@form('api.college')
export class CollegeBody extends CollegeForm {}

@form('api.campus')
export class CampusBody extends CampusForm {}

const head = {
  id: show.id,
  name: show.text,
  nature: show.maybe(show.code(collegeNatures)),
  level: show.maybe(show.code(taughtLevels)),
  nationalCode: show.maybe(show.text),
  confirmedOn: show.maybe(show.day),
  confirmed: { ...show.flag, description: 'confirmed in this quarter' },
};

export const collegeItem = show.object(head);

const contact = show.object({
  name: show.maybe(show.text),
  title: show.maybe(show.text),
  mobile: show.maybe(show.text),
});

export const collegeRecord = show.object({
  ...head,
  version: show.count,
  campuses: show.list(
    show.object({
      id: show.id,
      name: show.text,
      address: show.maybe(show.text),
      longitude: show.maybe({ ...show.count, description: 'millionths of a degree' }),
      latitude: show.maybe({ ...show.count, description: 'millionths of a degree' }),
    }),
  ),
  contacts: show.maybe({
    ...show.list(contact),
    description: 'the first and the second; null unless the caller may edit the college',
  }),
  source: show.maybe(show.text),
});

type Row = Pick<CollegeProfile, 'nature' | 'level' | 'nationalCode' | 'confirmedOn'> & { id: string; name: string };

@Injectable()
export class CollegeApiViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
    private readonly queries: CollegeQueries,
  ) {}

  async list(query: CollegeQuery): Promise<Page<object>> {
    const listing = {
      columns: 'o.name, c.nature, c.level, c.nationalCode, c.confirmedOn',
      from: 'organisation o LEFT JOIN college_profile c ON c.organisationId = o.id',
      key: 'o.id',
      where: [this.queries.where(query)],
    };
    return mapPage(await listPage<Row>(this.db, listing, query), (row) => ({
      ...row,
      confirmed: confirmedThisQuarter(row.confirmedOn, this.clock.today()),
    }));
  }

  async record(actor: Actor, id: string): Promise<object> {
    const { name } = await this.colleges.require(actor, id);
    const profile = await this.colleges.profile(id);
    const { nature, level, nationalCode, confirmedOn, version } = profile;
    const all = this.colleges.mayEdit(actor, id);
    return {
      id,
      name,
      nature,
      level,
      nationalCode,
      confirmedOn,
      confirmed: this.colleges.isConfirmed(profile),
      version,
      campuses: (await this.campuses.of(id)).map(({ organisationId: _own, ...campus }) => campus),
      contacts: all ? contactsOf(profile) : null,
      source: all ? profile.source : null,
    };
  }
}

const contactsOf = (profile: CollegeProfile) => [
  { name: profile.contactName, title: profile.contactTitle, mobile: profile.contactMobile },
  { name: profile.secondContactName, title: profile.secondContactTitle, mobile: profile.secondContactMobile },
];
