import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { Campuses } from './campuses.service.js';
import { collegeHref } from './college-links.js';
import type { Campus, CollegeProfile } from './college.entity.js';
import { CollegeQueries } from './college.queries.js';
import type { CollegeFilterForm } from './college.forms.js';
import { Colleges } from './colleges.service.js';
import { programmeRow } from '../programmes/programme-row.js';
import { ProgrammeQueries } from '../programmes/programme.queries.js';

/** The directory as people read it: the list, and one college in full. */
@Injectable()
export class CollegeViews {
  constructor(
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
    private readonly queries: CollegeQueries,
    private readonly programmes: ProgrammeQueries,
  ) {}

  async list(filter: Partial<CollegeFilterForm>, page: number, locale: string) {
    const { rows, total } = await this.queries.list(filter, page);
    return {
      total,
      rows: rows.map((row) => ({
        ...row,
        href: collegeHref(row.id),
        nature: row.nature && message(`talent.college.nature.${row.nature}`),
        level: row.level && educationLevels.name(row.level, locale),
      })),
    };
  }

  async show(actor: Actor, id: string, locale: string): Promise<object> {
    const college = await this.colleges.require(actor, id);
    const profile = await this.colleges.profile(id);
    const confirmed = this.colleges.isConfirmed(profile);
    const mayEdit = this.colleges.mayEdit(actor, id);
    const entries = await this.programmes.ofCollege(actor, id);
    const shelved = entries.filter(({ offer }) => offer.state === 'on-shelf');
    const sum = (of: (entry: (typeof shelved)[number]) => number) => shelved.reduce((total, one) => total + of(one), 0);
    return {
      id,
      college,
      profile,
      confirmed,
      mayEdit,
      crumbs: [{ label: message('menu.colleges'), href: '/talent/colleges' }, { label: college.name }],
      facts: facts(profile, locale),
      source: mayEdit ? profile.source : null,
      contacts: mayEdit ? contacts(profile) : null,
      kpis: [
        {
          label: message('talent.college.kpi.programmes'),
          value: shelved.length,
          unit: message('talent.unit.programmes'),
        },
        {
          label: message('talent.college.kpi.capacity'),
          value: sum(({ offer }) => offer.capacity ?? 0),
          unit: message('talent.unit.people'),
        },
        {
          label: message('talent.college.kpi.taken'),
          value: sum(({ offer }) => offer.taken),
          unit: message('talent.unit.people'),
        },
      ],
      programmes: entries.map((entry) => programmeRow(entry, locale, true)),
      campuses: (await this.campuses.of(id)).map((campus) => ({ ...campus, position: position(campus) })),
    };
  }
}

/** 24.8810, 118.6400 */
export function position({ latitude, longitude }: Pick<Campus, 'latitude' | 'longitude'>): string | null {
  const degrees = (value: number) => (value / 1_000_000).toFixed(4);
  return latitude === null || longitude === null ? null : `${degrees(latitude)}, ${degrees(longitude)}`;
}

/** The levels as options in the reader's language: they are a code list, not words of the catalogue. */
export function nameLevels(form: FormView, locale: string): FormView {
  for (const option of form.fields['level']?.options ?? []) option.label = educationLevels.name(option.value, locale);
  return form;
}

const facts = (profile: CollegeProfile, locale: string) => [
  {
    label: message('talent.college.nature'),
    value: profile.nature && message(`talent.college.nature.${profile.nature}`),
  },
  { label: message('talent.college.level'), value: profile.level && educationLevels.name(profile.level, locale) },
  { label: message('talent.college.nationalCode'), value: profile.nationalCode },
  { label: message('talent.college.confirmedOn'), value: profile.confirmedOn && { day: profile.confirmedOn } },
];

const contacts = (profile: CollegeProfile) => {
  const of = (name: string | null, title: string | null, mobile: string | null) =>
    name === null && mobile === null ? null : { name, title, mobile };
  const { contactName, contactTitle, contactMobile } = profile;
  const { secondContactName, secondContactTitle, secondContactMobile } = profile;
  return [
    of(contactName, contactTitle, contactMobile),
    of(secondContactName, secondContactTitle, secondContactMobile),
  ].filter((one) => one !== null);
};
