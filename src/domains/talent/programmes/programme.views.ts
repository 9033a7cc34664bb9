import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majorCategories, majors, nearMajorsOf } from '../../../directory/codes/majors.js';
import { Shelf } from '../../../matchmaking/shelf.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { collegeHref, programmeHref } from '../colleges/college-links.js';
import { Colleges } from '../colleges/colleges.service.js';
import { majorText } from './major-reading.js';
import type { ProgrammeEntry } from './programme-catalogue.js';
import { seatsLeft } from '../matching/programme-criteria.js';
import { listMark, type ProgrammeFilterForm } from './programme.forms.js';
import { programmeRow, stateTones } from './programme-row.js';
import { ProgrammeQueries } from './programme.queries.js';
import { programmeLine, Programmes } from './programmes.service.js';

/** Programme pages as data. */
@Injectable()
export class ProgrammeViews {
  constructor(
    private readonly programmes: Programmes,
    private readonly colleges: Colleges,
    private readonly queries: ProgrammeQueries,
    private readonly shelf: Shelf,
  ) {}

  async list(actor: Actor, filter: Partial<ProgrammeFilterForm>, page: number, locale: string) {
    const { entries, total } = await this.queries.list(actor, filter, page);
    const confirmed = new Map<string, boolean>();
    for (const id of new Set(entries.map(({ college }) => college.id)))
      confirmed.set(id, this.colleges.isConfirmed(await this.colleges.profile(id)));
    const rows = entries.map((entry) => programmeRow(entry, locale, confirmed.get(entry.college.id) === true));
    return { rows, total };
  }

  /** @throws Problem `not-found` */
  async entry(actor: Actor, id: string): Promise<ProgrammeEntry> {
    await this.programmes.require(actor, id);
    const [entry] = await this.queries.entries([id]);
    if (!entry) throw new Error(`no programme ${id}`);
    return entry;
  }

  async show(actor: Actor, id: string, locale: string): Promise<object> {
    const entry = await this.entry(actor, id);
    const { offer, programme, college } = entry;
    const mayEdit = this.shelf.mayEdit(actor, programmeLine, offer);
    const name = majors.name(programme.majorCode, locale);
    return {
      id,
      offer,
      college,
      mayEdit: mayEdit && offer.state !== 'off',
      staff: mayEdit,
      heading: message('talent.programme.heading', { college: college.name, major: name }),
      crumbs: [
        { label: message('menu.colleges'), href: '/talent/colleges' },
        { label: college.name, href: collegeHref(college.id) },
        { label: name },
      ],
      tone: stateTones[offer.state],
      confirmed: this.colleges.isConfirmed(await this.colleges.profile(college.id)),
      seats: offer.capacity === null ? null : { capacity: offer.capacity, taken: offer.taken, left: seatsLeft(offer) },
      major: majorFacts(programme.majorCode, locale),
      classFacts: classFacts(entry),
      teaching: teaching(entry, locale),
      near: [
        ...nearMajorsOf(programme.majorCode).map(({ code, reason }) => ({
          name: majorText(code, locale),
          level: levelOf(code, locale),
          why: message(`talent.near.${reason}`),
        })),
        ...entry.addedMajors.map((code) => ({
          name: majorText(code, locale),
          level: levelOf(code, locale),
          why: message('talent.near.added'),
        })),
      ],
      moves: this.programmes.movesOf(actor, offer),
      movesHref: `${programmeHref(id)}/moves`,
      history: mayEdit
        ? (await this.shelf.history(programmeLine, id)).map(({ at, action, actor: by }) => ({
            at,
            actor: by ?? message('common.automatic'),
            action: message(`talent.programme.history.${action}`),
          }))
        : [],
    };
  }
}

const levelOf = (code: string, locale: string): string => educationLevels.name(majors.find(code)?.level ?? '', locale);

const fact = (name: string, value: Text | number | { day: string } | { ppm: number } | null) => ({
  label: message(`talent.programme.${name}`),
  value,
});

function majorFacts(code: string, locale: string) {
  const major = majors.find(code);
  const english = locale === 'en';
  return [
    fact('majorCode', majorText(code, locale)),
    fact('level', levelOf(code, locale)),
    fact('class', major ? (english ? major.classEn : major.className) : null),
    fact('category', major ? majorCategories.name(major.category, locale) : null),
    fact('catalogue', major ? message('talent.programme.catalogue.of', { year: major.catalogueYear }) : null),
    fact('verified', major ? message(`talent.verified.${major.verified}`) : null),
  ];
}

const counted = (value: number | null, unit: string): Text | null =>
  value === null ? null : message('talent.counted', { n: value, unit: message(`talent.unit.${unit}`) });

const classFacts = ({ programme, campus }: ProgrammeEntry) => [
  fact('classSize', message('talent.programme.class-size', { min: programme.minClass, max: programme.maxClass })),
  fact('maxClassesPerTerm', counted(programme.maxClassesPerTerm, 'classes')),
  fact('earliestStart', programme.earliestStart?.slice(0, 7) ?? null),
  fact('classMonths', counted(programme.classMonths, 'months')),
  fact('campusId', campus?.name ?? null),
  fact('reachKm', counted(programme.reachKm, 'km') ?? message('talent.programme.reach.zone')),
];

const teaching = ({ programme }: ProgrammeEntry, locale: string) => [
  fact('department', programme.department),
  fact('lengthMonths', message(`talent.programme.length.${programme.lengthMonths}`)),
  fact('yearlyIntake', counted(programme.yearlyIntake, 'people')),
  fact('roster', programme.roster?.join(listMark(locale)) ?? null),
  fact('dualTeachers', counted(programme.dualTeachers, 'people')),
  fact('stayRate', programme.stayRate === null ? null : { ppm: programme.stayRate }),
  fact('labs', programme.labs),
  fact('certificates', programme.certificates),
];
